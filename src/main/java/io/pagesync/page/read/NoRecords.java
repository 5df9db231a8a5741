package io.pagesync.page.read;

import io.pagesync.page.InvalidPageException;
import io.pagesync.page.read.PageFormat.RecordsAre;
import java.util.Optional;

/** What is to be said of an answer that has no records where they should be. */
final class NoRecords {
    private NoRecords() {}

    static InvalidPageException in(byte[] body, PageFormat format) {
        Outline outline = Outline.of(body, format.records());
        String message = outline.whatIsThere() + ", where " + expected(format.recordsAre()) + " was expected";
        Optional<String> error = outline.hasRecords() ? Optional.empty() : ErrorText.of(body);
        if (error.isPresent()) {
            String said = message + "; the answer says " + error.get();
            return outline.hasArrays()
                    ? InvalidPageException.inPlaceOfAPage(said, null)
                    : InvalidPageException.withoutList(said, true);
        }
        if (format.recordsAre() == RecordsAre.ELEMENTS && outline.isThereAnObjectOfObjects()) {
            return InvalidPageException.mendedBy(
                    "recordsAre", message + "; if its members are the records, say members");
        }
        if (format.recordsAre() != RecordsAre.ELEMENTS && outline.isThereAnArray()) {
            return InvalidPageException.mendedBy(
                    "recordsAre", message + "; if its elements are the records, say elements");
        }
        message += "; " + outline.arrays();
        return outline.hasArrays()
                ? InvalidPageException.mendedBy("records", message + ", say where the records are")
                : InvalidPageException.withoutList(message + ", check the path and the query", false);
    }

    /** An empty list beside an error is no end of a collection. */
    static void requireNoError(byte[] body, PageFormat format) {
        Optional<String> error = ErrorText.ofFailure(body);
        if (error.isPresent()) {
            throw InvalidPageException.inPlaceOfAPage(
                    "no records" + (format.records().matches() ? "" : " at " + format.records())
                            + ", and the answer says " + error.get(),
                    null);
        }
    }

    private static String expected(RecordsAre records) {
        return switch (records) {
            case ELEMENTS -> "the array of records";
            case MEMBERS -> "the object whose members are the records";
            case ONE -> "the object that is the record";
        };
    }
}
