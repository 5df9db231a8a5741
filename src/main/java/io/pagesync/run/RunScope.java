package io.pagesync.run;

import io.pagesync.run.fetch.Fetch;

/**
 * What travels with a message of a run, in one exchange property: the run, the delivery of one of its pages, a log-in on
 * its behalf, or a look at an answer.
 */
public sealed interface RunScope permits Run, Delivery, LogInScope, LookScope {
    /** The partition whose page it is; for the run itself, its log-ins and its looks the one of all of it. */
    Partition partition();

    /** The run. */
    default Run run() {
        return partition().run();
    }

    /** The page that is being fetched, for the run itself its first page or a check, for a log-in its attempts. */
    Fetch fetch();
}
