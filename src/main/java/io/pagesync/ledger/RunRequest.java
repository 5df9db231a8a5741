package io.pagesync.ledger;

import io.pagesync.page.Fingerprint;
import io.pagesync.since.SinceRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run.
 *
 * @param sync the sync's name
 * @param url the collection, without secrets, for people
 * @param asked a fingerprint of all that decides which records are loaded and where they go; a run that was asked for
 *     something else is not gone on with
 * @param resumeMaxAge how long ago a run may have begun, to be gone on with; zero for never
 * @param start how it is to begin, which goes before that
 * @param since how the sync asks only for what has changed; null if it asks for everything always
 */
public record RunRequest(
        String sync,
        String url,
        long asked,
        Duration resumeMaxAge,
        Start start,
        @Nullable SinceRequest since) {
    /** How long ago a run may have begun, where nothing says otherwise. */
    public static final Duration RESUME_MAX_AGE = Duration.ofHours(1);

    /** Of a sync that asks for everything. */
    public RunRequest(String sync, String url, long asked, Duration resumeMaxAge, Start start) {
        this(sync, url, asked, resumeMaxAge, start, null);
    }

    /** Of a collection that its URL tells from others. */
    public static RunRequest of(String sync, String url) {
        return new RunRequest(sync, url, Fingerprint.of(url), RESUME_MAX_AGE, Start.NOW);
    }

    /** The same, to begin in another way. */
    public RunRequest with(Start other) {
        return new RunRequest(sync, url, asked, resumeMaxAge, other, since);
    }
}
