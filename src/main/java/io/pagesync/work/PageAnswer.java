package io.pagesync.work;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.PagesyncException;
import io.pagesync.api.CallFailedException;
import io.pagesync.api.PauseTooLongException;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.page.Envelope;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Json;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.run.failure.FailureText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a page that the owner of a run has asked another process for, beside what the ledger has of every page. It is
 * kept as JSON.
 *
 * @param total the total that the page declares, as it was written; null if it declares none
 * @param pages the number of pages that it declares, likewise
 * @param pageSize the page size that it declares, likewise
 * @param beside what it says of an error beside its records; null if it says nothing
 * @param missing how many of its records have no key
 * @param monotonous see {@link Page#isMonotonous}
 * @param arrived whether it has come from the API
 * @param refused the records that destinations have refused, without their text
 * @param signs what destinations there hold against the records that they were given, in sentences
 * @param tables how destinations there have changed tables, in sentences
 * @param requests how many requests it took
 * @param bytes how many bytes of answers were read
 * @param failure why it is not delivered; null if it is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PageAnswer(
        @Nullable String total,
        @Nullable String pages,
        @Nullable String pageSize,
        @Nullable String beside,
        int missing,
        boolean monotonous,
        boolean arrived,
        List<Refused> refused,
        List<String> signs,
        List<String> tables,
        int requests,
        long bytes,
        @Nullable Failure failure) {
    /** Copies the lists. */
    public PageAnswer {
        refused = List.copyOf(refused);
        signs = List.copyOf(signs);
        tables = List.copyOf(tables);
    }

    /**
     * What the destinations of a run say in a process that has opened them for some of its pages.
     *
     * @param signs what they hold against the records that they were given
     * @param tables how they have changed tables
     */
    public record Said(List<String> signs, List<String> tables) {
        /** Nothing. */
        public static final Said NOTHING = new Said(List.of(), List.of());

        /** Copies the lists. */
        public Said {
            signs = List.copyOf(signs);
            tables = List.copyOf(tables);
        }
    }

    /**
     * A record that a destination has refused.
     *
     * @param position its place in the page, from 1
     * @param destination who refused it
     * @param reason why, in one clause
     */
    public record Refused(int position, String destination, String reason) {}

    /**
     * Why a page is not delivered.
     *
     * @param kind what kind of error it is
     * @param message what is said of it, in one sentence without secrets
     * @param call what was asked and answered, of a call that failed; null of others
     */
    public record Failure(Kind kind, String message, CallFailedException.@Nullable Call call) {}

    /** What a run tells errors apart by. */
    public enum Kind {
        /** A request got no usable answer. */
        CALL,
        /** The answer is no page. */
        PAGE,
        /** The API wants no request for longer than it is waited for. */
        PAUSE,
        /** Anything else, such as a destination that does not take it. */
        OTHER
    }

    /** That of a page that is delivered. */
    public static PageAnswer delivered(Page page, List<Refusal> lost, Said said, int requests, long bytes) {
        Envelope envelope = page.envelope();
        return new PageAnswer(
                envelope.total(),
                envelope.pages(),
                envelope.size(),
                envelope.error(),
                page.keys().missing(),
                page.isMonotonous(),
                true,
                lost.stream()
                        .map(each -> new Refused(each.position(), each.destination(), each.reason()))
                        .toList(),
                said.signs(),
                said.tables(),
                requests,
                bytes,
                null);
    }

    /**
     * That of a page that is not.
     *
     * @param arrived whether it came from the API
     * @param more what there is to say of its attempts
     */
    public static PageAnswer failed(Throwable error, boolean arrived, String more, int requests, long bytes) {
        return new PageAnswer(
                null,
                null,
                null,
                null,
                0,
                false,
                arrived,
                List.of(),
                List.of(),
                List.of(),
                requests,
                bytes,
                failure(error, more));
    }

    private static Failure failure(Throwable error, String more) {
        String message = FailureText.of(error) + more;
        if (error instanceof CallFailedException call) {
            return new Failure(Kind.CALL, message, call.call());
        }
        Kind kind = error instanceof InvalidPageException
                ? Kind.PAGE
                : error instanceof PauseTooLongException ? Kind.PAUSE : Kind.OTHER;
        return new Failure(kind, message, null);
    }

    /** The error that the page has ended in, as its run tells errors apart; null if it is delivered. */
    public @Nullable PagesyncException error() {
        Failure its = failure;
        if (its == null) {
            return null;
        }
        if (its.kind == Kind.CALL && its.call != null) {
            // What may pass was tried again there.
            return new CallFailedException(its.call, false, its.message, null);
        }
        return switch (its.kind) {
            case PAGE -> new InvalidPageException(its.message, false, null);
            case PAUSE -> PauseTooLongException.told(its.message);
            default -> new PagesyncException(its.message);
        };
    }

    /** The page as it is told of. */
    public Page page(int number, int size, long fingerprint, byte[] keys) {
        Envelope said = new Envelope(total, pages, pageSize, null, null, null, null, beside);
        PageKeys its = PageKeys.of(keys, keys.length / Long.BYTES + missing);
        return Page.told(number, size, said, its, fingerprint, monotonous);
    }

    /** The refused records, as the run reports them. */
    public List<Refusal> refusals(int page) {
        return refused.stream()
                .map(each -> new Refusal("", page, 0, each.position, "", each.destination, each.reason, ""))
                .toList();
    }

    /** As it is kept. */
    public String toJson() {
        try {
            return Json.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One that was kept.
     *
     * @throws PagesyncException if it is none
     */
    public static PageAnswer of(String json) {
        try {
            return Json.MAPPER.readValue(json, PageAnswer.class);
        } catch (JsonProcessingException | NullPointerException e) {
            throw new PagesyncException("an answer to a page in pagesync_work cannot be read", e);
        }
    }
}
