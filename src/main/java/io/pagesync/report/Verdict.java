package io.pagesync.report;

/** What a run may say of itself, from best to worst. */
public enum Verdict {
    /** Every page was delivered, all agree, the records add up, and the asked-for evidence holds. */
    COMPLETE(0, false),
    /** Not at first, but after reading affected pages again. */
    REPAIRED(0, false),
    /** The collection changed while it was read: what was got may lack or repeat records. */
    DRIFTED(3, false),
    /** Pages or records are missing: failed, refused, stopped. */
    PARTIAL(4, true),
    /** No first page, or nothing delivered. */
    FAILED(1, true);

    private final int exitCode;
    private final boolean resumable;

    Verdict(int exitCode, boolean resumable) {
        this.exitCode = exitCode;
        this.resumable = resumable;
    }

    /** The exit code of a process that ran one run. */
    public int exitCode() {
        return exitCode;
    }

    /** Whether another run may go on where this one stopped. */
    public boolean resumable() {
        return resumable;
    }

    /** Whether what was got is whole, so that files may appear under their name. */
    public boolean whole() {
        return this == COMPLETE || this == REPAIRED;
    }
}
