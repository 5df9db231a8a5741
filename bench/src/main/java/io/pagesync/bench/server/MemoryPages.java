package io.pagesync.bench.server;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The pages of a collection in memory, as a server would send them. */
public final class MemoryPages {
    private static final long SEED = 20_261_126;

    private final List<byte[]> pages;
    private final int records;

    private MemoryPages(List<byte[]> pages, int records) {
        this.pages = pages;
        this.records = records;
    }

    /**
     * Pages of the first records.
     *
     * @param total how many records there are
     * @param size how many a page has
     * @param gone each record whose number this divides is left out; 0 for none
     */
    public static MemoryPages of(int total, int size, int gone) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            if (gone == 0 || i % gone != 0) {
                numbers.add(i);
            }
        }
        Packages packages = new Packages(SEED);
        List<byte[]> pages = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += size) {
            ByteArrayOutputStream page = new ByteArrayOutputStream(size * 600);
            page.writeBytes(PageData.opening());
            List<Integer> its = numbers.subList(from, Math.min(numbers.size(), from + size));
            for (int i = 0; i < its.size(); i++) {
                if (i > 0) {
                    page.write(',');
                }
                page.writeBytes(packages.record(its.get(i)));
            }
            page.writeBytes(PageData.closing(pages.size() + 1, size, numbers.size()));
            pages.add(page.toByteArray());
        }
        return new MemoryPages(pages, numbers.size());
    }

    /** How many records they have. */
    public int records() {
        return records;
    }

    /** An answer; pages are counted from 1. */
    public byte[] page(int number) {
        return pages.get(number - 1);
    }
}
