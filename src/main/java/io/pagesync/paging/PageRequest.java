package io.pagesync.paging;

/**
 * The message the splitter makes: ask for this page.
 *
 * @param page which page of the run, from 1
 * @param query the encoded query that asks for it, without a question mark; empty if there is none
 * @param purpose what the answer is for
 */
public record PageRequest(int page, String query, Purpose purpose) {
    /** What an answer is for. */
    public enum Purpose {
        /** The first page, from which the plan is made; it is delivered too. */
        FIRST,
        /** A page to deliver. */
        PAGE,
        /** A page read only to compare: its records are not delivered. */
        CHECK
    }
}
