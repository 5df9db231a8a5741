package io.pagesync.bench.server;

import java.io.ByteArrayOutputStream;

/** A page as the servers serve it, without a server. */
public final class SamplePage {
    private SamplePage() {}

    /** The first page of this many records. */
    public static byte[] of(int records) {
        Packages packages = new Packages(1);
        ByteArrayOutputStream page = new ByteArrayOutputStream(records * 600);
        page.writeBytes(PageData.opening());
        for (int i = 0; i < records; i++) {
            if (i > 0) {
                page.write(',');
            }
            page.writeBytes(packages.record(i));
        }
        page.writeBytes(PageData.closing(1, records, 2L * records));
        return page.toByteArray();
    }
}
