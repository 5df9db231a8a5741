package io.pagesync.client;

import io.pagesync.report.RunReport;
import java.util.List;

/** The first page does not say how many pages there are, or is no page: nothing else was asked for. */
public final class InvalidFirstPageException extends RunIncompleteException {
    private static final long serialVersionUID = 1L;

    InvalidFirstPageException(String message, RunReport report, Throwable cause) {
        super(message, report, List.of(), cause);
    }
}
