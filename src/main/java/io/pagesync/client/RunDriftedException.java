package io.pagesync.client;

import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import java.util.List;

/**
 * Every page was read, yet the collection changed meanwhile, so that records may be missing or there twice. Who can live
 * with that asks for {@link CollectionLoad#acceptDrift}, or takes the pages from here.
 */
public final class RunDriftedException extends RunIncompleteException {
    private static final long serialVersionUID = 1L;

    RunDriftedException(String message, RunReport report, List<Page> pages) {
        super(message, report, pages, null);
    }
}
