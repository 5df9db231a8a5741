package io.pagesync.run;

/** What travels with a message of a run, in one exchange property: the run, or the delivery of one of its pages. */
public sealed interface RunScope permits Run, Delivery {
    /** The run. */
    Run run();

    /** The page that is being fetched, for the run itself its first page or a check. */
    Fetch fetch();
}
