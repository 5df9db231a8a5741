package io.pagesync.run;

/**
 * What travels with a message of a run, in one exchange property: the run, the delivery of one of its pages, or a
 * log-in on its behalf.
 */
public sealed interface RunScope permits Run, Delivery, LogInScope {
    /** The partition whose page it is; for the run itself and its log-ins the run's only one. */
    Partition partition();

    /** The run. */
    default Run run() {
        return partition().run();
    }

    /** The page that is being fetched, for the run itself its first page or a check, for a log-in its attempts. */
    Fetch fetch();
}
