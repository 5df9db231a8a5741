package io.pagesync.client;

import io.pagesync.PagesyncException;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run did not get all there is, or cannot vouch for it. Carries what was got and the report of what is missing. Its
 * kinds are {@link PageFailedException}, {@link InvalidFirstPageException} and {@link RunDriftedException}; a run that was
 * stopped is none of them.
 */
public class RunIncompleteException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    private final transient RunReport report;
    private final transient List<Page> pages;

    RunIncompleteException(String message, RunReport report, List<Page> pages, @Nullable Throwable cause) {
        super(message, cause);
        this.report = report;
        this.pages = pages;
    }

    /** The run's report: verdict, numbers, failed pages, why it stopped. */
    public RunReport report() {
        return report;
    }

    /** The pages that were got, in order; empty where they were handed over one by one. */
    public List<Page> pages() {
        return pages;
    }

    /** The records of the pages that were got, in order; empty where they were handed over one by one. */
    public List<JsonRecord> records() {
        return Records.of(pages);
    }
}
