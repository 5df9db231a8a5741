package io.pagesync.destination;

import io.pagesync.page.Fingerprint;
import io.pagesync.page.Page;
import java.util.HexFormat;

/**
 * What a message is known by where a page is sent again: the run, the partition, the record's key and its content; where there is
 * no key, its place instead. With the content, a record that has changed since is not taken for the one before.
 */
public final class MessageId {
    private final Page page;
    private final boolean keyed;
    private final String prefix;
    private final Fingerprint fingerprint = new Fingerprint();

    /**
     * The ids of a page's records.
     *
     * @param run the run's id
     * @param partition the partition's name; empty for all of a collection
     */
    public MessageId(String run, String partition, Page page) {
        this.page = page;
        this.keyed = page.keys().size() == page.getSize();
        this.prefix = run + (partition.isEmpty() ? "" : "-" + hex(Fingerprint.of(partition))) + "-";
    }

    /** Of the record at {@code index}, counted from 0; one thread at a time. */
    public String of(int index, byte[] record) {
        String which = keyed ? hex(page.keys().get(index)) : page.getNumber() + "." + index;
        return prefix + which + "-"
                + hex(fingerprint.add(record, 0, record.length).take());
    }

    private static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }
}
