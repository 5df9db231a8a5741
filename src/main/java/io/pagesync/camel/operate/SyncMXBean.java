package io.pagesync.camel.operate;

import org.jspecify.annotations.Nullable;

/** A sync as JMX shows it, by the name {@code io.pagesync:type=Sync,context=...,name=...}. Says nothing secret. */
public interface SyncMXBean {
    /** Whether a run of it is open in this process. */
    boolean isRunning();

    /** The id of its open run; null if none is. */
    @Nullable
    String getRun();

    /** How many pages of the open run every destination has confirmed; 0 if none is open. */
    int getPages();

    /** How many pages the open run is to have; -1 as long as that is not known, or if none is open. */
    int getPlannedPages();

    /** How many records of the open run were delivered; 0 if none is open. */
    long getRecords();

    /** How many requests of the open run went out; 0 if none is open. */
    long getRequests();

    /** The id of the last run that ended in this process; null if none has. */
    @Nullable
    String getLastRun();

    /** What that run has proved, such as COMPLETE; null if there is none. */
    @Nullable
    String getLastVerdict();

    /** When that run began, by ISO 8601; null if there is none. */
    @Nullable
    String getLastStarted();

    /** How long that run took, in seconds; 0 if there is none. */
    double getLastSeconds();

    /** How many records that run delivered; 0 if there is none. */
    long getLastRecords();
}
