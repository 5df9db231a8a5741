package io.pagesync.client;

import io.pagesync.api.CallFailedException;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.run.failure.PageError;
import java.util.List;
import java.util.Optional;

/** A page failed for good, which ended the run; or, where a run goes on without such pages, the first that failed. */
public final class PageFailedException extends RunIncompleteException {
    private static final long serialVersionUID = 1L;

    private final int page;

    PageFailedException(String message, RunReport report, List<Page> pages, PageError error) {
        super(message, report, pages, error.error());
        this.page = error.page();
    }

    /** The page's number, from 1. */
    public int page() {
        return page;
    }

    /** The HTTP status; 0 if there was no answer, or what failed was no request. */
    public int status() {
        return call().map(CallFailedException.Call::status).orElse(0);
    }

    /** The HTTP method; empty if what failed was no request. */
    public String method() {
        return call().map(CallFailedException.Call::method).orElse("");
    }

    /** The URL, without secrets; empty if what failed was no request. */
    public String url() {
        return call().map(CallFailedException.Call::url).orElse("");
    }

    /** What the server said of it, in quotes, else what broke. */
    public String reason() {
        return call().map(CallFailedException.Call::reason)
                .orElseGet(() ->
                        getCause() == null ? "" : String.valueOf(getCause().getMessage()));
    }

    private Optional<CallFailedException.Call> call() {
        return getCause() instanceof CallFailedException failed ? Optional.of(failed.call()) : Optional.empty();
    }
}
