package io.pagesync.run;

import io.pagesync.run.fetch.Fetch;

/**
 * A log-in that a worker of a run sends, on behalf of all who use the API. Its attempts are its own: those of the page
 * for which it was needed stay what they are.
 *
 * @param run the worker's run
 * @param fetch the attempts
 */
public record LogInScope(Run run, Fetch fetch) implements RunScope {
    @Override
    public Partition partition() {
        return run.partition();
    }
}
