package io.pagesync.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file cannot be had: somebody else writes it, or something is in its place that is no file of ours. */
public final class NotClaimedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Holder holder;

    private NotClaimedException(String why, @Nullable Holder holder) {
        super(why);
        this.holder = holder;
    }

    static NotClaimedException held(Holder holder) {
        return new NotClaimedException("it is being written by " + holder.text(), holder);
    }

    static NotClaimedException because(String why) {
        return new NotClaimedException(why, null);
    }

    /** Who writes it; null if nobody does, and the message says what else keeps it away, with the cure. */
    public @Nullable Holder holder() {
        return holder;
    }
}
