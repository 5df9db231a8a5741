package io.pagesync.client;

import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import java.util.ArrayList;
import java.util.List;

/** The records of pages, one after the other. */
final class Records {
    private Records() {}

    static List<JsonRecord> of(List<Page> pages) {
        List<JsonRecord> records =
                new ArrayList<>(pages.stream().mapToInt(Page::getSize).sum());
        pages.forEach(page -> page.forEach(records::add));
        return records;
    }
}
