package io.pagesync.paging;

import io.pagesync.page.Page;
import io.pagesync.page.PageCap;
import io.pagesync.page.read.PageFormat;
import io.pagesync.settings.Naming;
import org.jspecify.annotations.Nullable;

/**
 * What it shows of the end that a page holds the same as one before: some APIs give their last page again behind it, others the
 * first one, and those that do not know what they are asked by give it always.
 *
 * @param askedSize how many records a page is asked to have; 0 if it is left to the API
 */
record RepeatedPage(Page first, PageFormat format, Naming names, String asksBy, long askedSize) {
    /**
     * What speaks against an end that is shown so, in one clause; null if nothing does.
     *
     * @param page the one of both that came later
     * @param hasKey whether its records have the key
     * @param advice what to do where it is the end, to be put behind
     */
    @Nullable
    String doubt(Page page, boolean hasKey, int lower, int upper, String advice) {
        if (lower == 1 && upper > 2) {
            return format.endIsDeclared()
                    ? null
                    : "page " + upper + " holds the same records as page 1, as if all began anew" + advice;
        }
        boolean only = askedSize > first.getSize() && !PageCap.maybe(first.getSize());
        if (lower == 1 && !only) {
            boolean bytes = page.fingerprint() == first.fingerprint();
            return "page 2 holds the same records as page 1: does the API know the parameter by which it is asked? ("
                    + names.parameter(asksBy) + ")"
                    + (bytes ? "" : " Or is the key of its records none? (" + names.parameter("key") + ")");
        }
        boolean mayRepeat = format.key().isEmpty() || (!hasKey && page.isMonotonous());
        return mayRepeat && !format.endIsDeclared()
                ? "page " + upper + " is the same as page " + lower + ", which shows no end where records may repeat ("
                        + names.parameter("key") + ")" + advice
                : null;
    }
}
