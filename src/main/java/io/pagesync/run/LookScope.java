package io.pagesync.run;

import io.pagesync.run.fetch.Fetch;

/**
 * A request of a run that looks at an answer before anybody knows where in it what is: the answer is handed on as it came.
 *
 * @param run the run
 */
public record LookScope(Run run) implements RunScope {
    @Override
    public Partition partition() {
        return run.partition();
    }

    @Override
    public Fetch fetch() {
        return run.fetch();
    }
}
