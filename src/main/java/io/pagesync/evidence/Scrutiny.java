package io.pagesync.evidence;

import io.pagesync.page.read.PageFormat;
import io.pagesync.settings.Naming;

/**
 * What the pages of a run are looked at for.
 *
 * @param identity what tells one record from another
 * @param bracketed whether first and last page are read before and after all others
 * @param confirmed whether all of it is read twice
 * @param looksBehind whether the end is looked at, rather than believed
 * @param asksBy the collection's parameter that names what pages are asked for by, for messages
 * @param firstNumber the number that the API gives its first page
 * @param format where an answer keeps what
 * @param names how whoever has described the collection names its parameters, for messages
 */
public record Scrutiny(
        Identity identity,
        boolean bracketed,
        boolean confirmed,
        boolean looksBehind,
        String asksBy,
        int firstNumber,
        PageFormat format,
        Naming names) {
    /** The question to whoever sees the same page again. */
    String asksForParameter() {
        return "does the API know the parameter by which it is asked? (" + names.parameter(asksBy) + ")";
    }

    /** The question to whoever sees nothing where the last page should be. */
    public String asksForZero() {
        return "does the API count its pages from 0? (" + names.parameter("firstPage") + ")";
    }
}
