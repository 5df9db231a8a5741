package io.pagesync.run;

/**
 * What travels with a message of a run, in one exchange property: the run, the delivery of one of its pages, a log-in on
 * its behalf, or a look at an answer.
 */
public sealed interface RunScope permits Run, Delivery, LogInScope, LookScope {
    /** The run. */
    Run run();

    /** The page that is being fetched, for the run itself its first page or a check, for a log-in its attempts. */
    Fetch fetch();
}
