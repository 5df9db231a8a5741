package io.pagesync.sandbox;

import io.pagesync.sandbox.answer.PlannedAnswer;
import io.pagesync.sandbox.call.Call;
import org.jspecify.annotations.Nullable;

/** What is behind the HTTP of a sandbox: which call gets which answer. Thread-safe. */
interface Answering {
    /** Decides the answer to a call. */
    PlannedAnswer plan(Call call);

    /** The number of the page that a call is for, whether or not it gets it; null if it is for none that can be. */
    @Nullable
    Integer pageOf(Call call);
}
