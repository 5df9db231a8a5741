package io.pagesync.sandbox;

import java.time.Duration;
import java.util.Map;

/**
 * What goes wrong with pages, on purpose. Shares are from 0 to 1; which requests they hit follows from the sandbox's
 * seed and the ordinal of the page request (429s, 4xx and log-ins have none), so a run of requests in the same order
 * meets the same faults. A page of {@code failingPages} or {@code failingAttempts} fails before any share is looked at.
 *
 * @param errorShare share answered with {@code errorStatus}
 * @param errorStatus a status from 400 to 599; sent without Retry-After
 * @param resetShare share whose connection is reset (RST) before any byte of an answer
 * @param bodyResetShare share whose connection is reset after half of the body
 * @param truncateShare share whose connection is closed (FIN) after half of the body that Content-Length announced
 * @param slowShare share that is answered {@code slowDelay} later, whatever else happens to it
 * @param slowDelay from 0 to 10 minutes
 * @param failingPages pages that always fail, and the status they fail with
 * @param failingAttempts pages whose first attempts fail with {@code errorStatus}, and how many do
 */
public record Faults(
        double errorShare,
        int errorStatus,
        double resetShare,
        double bodyResetShare,
        double truncateShare,
        double slowShare,
        Duration slowDelay,
        Map<Integer, Integer> failingPages,
        Map<Integer, Integer> failingAttempts) {
    private static final Faults NONE = new Faults(0, 503, 0, 0, 0, 0, Duration.ZERO, Map.of(), Map.of());

    /** Refuses what is out of range, and shares of faults that add up to more than 1. */
    public Faults {
        failingPages = Map.copyOf(failingPages);
        failingAttempts = Map.copyOf(failingAttempts);
        share("error share", errorShare);
        share("reset share", resetShare);
        share("body reset share", bodyResetShare);
        share("truncate share", truncateShare);
        share("slow share", slowShare);
        share(
                "sum of the shares of errors, resets and truncated answers",
                errorShare + resetShare + bodyResetShare + truncateShare);
        SandboxSettings.delay("slow delay", slowDelay);
        status(errorStatus);
        failingPages.values().forEach(Faults::status);
    }

    /** Nothing goes wrong. */
    public static Faults none() {
        return NONE;
    }

    /** These faults and a share of answers with a status from 400 to 599. */
    public Faults withErrors(double share, int status) {
        return new Faults(
                share,
                status,
                resetShare,
                bodyResetShare,
                truncateShare,
                slowShare,
                slowDelay,
                failingPages,
                failingAttempts);
    }

    /** These faults and a share of connections reset before the answer, and another of those reset in its middle. */
    public Faults withResets(double before, double inBody) {
        return new Faults(
                errorShare,
                errorStatus,
                before,
                inBody,
                truncateShare,
                slowShare,
                slowDelay,
                failingPages,
                failingAttempts);
    }

    /** These faults and a share of answers that end early. */
    public Faults withTruncated(double share) {
        return new Faults(
                errorShare,
                errorStatus,
                resetShare,
                bodyResetShare,
                share,
                slowShare,
                slowDelay,
                failingPages,
                failingAttempts);
    }

    /** These faults and a share of answers that come later. */
    public Faults withSlow(double share, Duration delay) {
        return new Faults(
                errorShare,
                errorStatus,
                resetShare,
                bodyResetShare,
                truncateShare,
                share,
                delay,
                failingPages,
                failingAttempts);
    }

    /** These faults and pages that always fail: page number to status. */
    public Faults withFailingPages(Map<Integer, Integer> statusByPage) {
        return new Faults(
                errorShare,
                errorStatus,
                resetShare,
                bodyResetShare,
                truncateShare,
                slowShare,
                slowDelay,
                statusByPage,
                failingAttempts);
    }

    /** These faults and pages that fail at first: page number to how many attempts fail with the error status. */
    public Faults withFailingAttempts(Map<Integer, Integer> attemptsByPage) {
        return new Faults(
                errorShare,
                errorStatus,
                resetShare,
                bodyResetShare,
                truncateShare,
                slowShare,
                slowDelay,
                failingPages,
                attemptsByPage);
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1, not " + value);
        }
    }

    private static void status(int value) {
        if (value < 400 || value > 599) {
            throw new IllegalArgumentException("the status of a failing answer must be from 400 to 599, not " + value);
        }
    }
}
