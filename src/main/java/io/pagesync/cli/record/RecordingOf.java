package io.pagesync.cli.record;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pagesync.api.credential.SafeUrl;
import io.pagesync.cli.record.SeenAnswers.LoggedIn;
import io.pagesync.cli.record.SeenAnswers.Seen;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.Place;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.recording.Origin;
import io.pagesync.recording.RecordedAnswer;
import io.pagesync.recording.RecordedRequest;
import io.pagesync.recording.Recording;
import io.pagesync.recording.edit.Cut;
import io.pagesync.recording.edit.JsonEdit;
import io.pagesync.recording.edit.Masks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes a recording of the answers that came: a whole collection of the pages that were read. */
final class RecordingOf {
    /** Parts of the names of headers that say something of the pages. */
    private static final List<String> TELLING = List.of("total", "count", "page", "next", "cursor", "last");

    private final ReadPages read;
    private final List<Seen> seen;
    private final Masks masks;
    private final SafeQuery queries;
    private final List<RecordedAnswer> answers = new ArrayList<>();
    private final Set<String> files = new HashSet<>();

    RecordingOf(ReadPages read, SeenAnswers seen, Masks masks) {
        this.read = read;
        this.seen = seen.all();
        this.masks = masks;
        this.queries = new SafeQuery(
                this.seen.stream().map(each -> each.request().query()).toList());
    }

    Recording make(String server, String about, List<LoggedIn> logIns) {
        int last = read.pages().size();
        Cut cut = cut();
        // In the order of the pages, so that masks are the same whichever came first.
        for (int number = 1; number <= last; number++) {
            Seen its = seenPage(number);
            add(page(its, number, cut), request(its.request()), number, "page-" + number);
            if (number == 1 && !same(its.request(), read.request(1))) {
                // It was seen as the answer to a look.
                answers.add(answers.get(0).to(request(read.request(1))));
            }
        }
        List<Seen> known = new ArrayList<>();
        for (int number = 1; number <= last; number++) {
            known.add(seenPage(number));
        }
        for (Seen each : seen) {
            if (!known.contains(each) && isOfThePages(each)) {
                add(look(each, cut), request(each.request()), null, "look");
            }
        }
        Seen end = seenPage(last);
        RecordedRequest behind = behind();
        if (behind != null) {
            add(cut.behind(end.answer(), read.pages().get(last - 1)), behind, null, "behind");
        }
        logIns.forEach(this::addLogIn);
        return new Recording(new Origin(server), queries.left(), about, answers);
    }

    /** The answer that is a page; the first one may have been seen as a look. */
    private Seen seenPage(int number) {
        PageRequest request = read.request(number);
        Optional<Seen> found =
                seen.stream().filter(each -> same(each.request(), request)).findFirst();
        return found.orElse(seen.get(0));
    }

    /** A look may have asked for the same, which numbers no pages. */
    private static boolean same(PageRequest one, PageRequest other) {
        return one.equals(new PageRequest(one.page(), other.path(), other.query(), other.body()));
    }

    private RawAnswer page(Seen its, int number, Cut cut) {
        Page page = read.pages().get(number - 1);
        if (!read.isCut()) {
            return its.answer();
        }
        return number == read.pages().size() ? cut.last(its.answer(), page) : cut.inside(its.answer(), page);
    }

    /** Whether it holds no record that is not on one of the pages. */
    private boolean isOfThePages(Seen look) {
        Page page = read.isCut() ? pageIn(look) : null;
        if (page == null || page.getSize() == 0) {
            return true;
        }
        String first = page.record(0).toString();
        return read.pages().stream()
                .flatMap(each -> StreamSupport.stream(each.spliterator(), false))
                .anyMatch(record -> record.toString().equals(first));
    }

    /** An answer that was looked at to see how the API pages. */
    private RawAnswer look(Seen its, Cut cut) {
        Page page = pageIn(its);
        if (!read.isCut() || page == null) {
            return its.answer();
        }
        Page end = read.pages().get(read.pages().size() - 1);
        boolean isEnd = page.getSize() > 0 && page.fingerprint() == end.fingerprint();
        return isEnd ? cut.last(its.answer(), page) : cut.inside(its.answer(), page);
    }

    private @Nullable Page pageIn(Seen its) {
        try {
            return its.answer().status() >= 300
                    ? null
                    : PageReader.read(
                            1, its.answer().body(), null, read.collection().format(), its.answer());
        } catch (InvalidPageException e) {
            return null;
        }
    }

    private Cut cut() {
        List<Page> pages = read.pages();
        long records = pages.stream().mapToLong(Page::getSize).sum();
        int last = pages.size();
        // As many as make this number of pages, even where one in the middle is short.
        long total = read.collection().paging().anyOrder()
                ? (last - 1) * read.sequence().pageSize().orElse(pages.get(0).getSize())
                        + pages.get(last - 1).getSize()
                : records;
        OptionalLong oldTotal = pages.get(0).total();
        OptionalInt oldPages = read.sequence().pages();
        return new Cut(
                read.collection().format(),
                oldTotal,
                oldPages,
                total,
                last,
                read.request(last).query());
    }

    /** What answers requests behind the last page; null if the last page is known not to have a next one. */
    private @Nullable RecordedRequest behind() {
        PageRequest next = read.next();
        if (next == null) {
            return null;
        }
        if (read.collection().paging().anyOrder()) {
            RecordedRequest any = WildRequest.of(read.request(1), read.pages().size() > 1 ? read.request(2) : next);
            return new RecordedRequest(
                    any.method(), any.path(), queries.of(any.query()).replace("=%2A", "=*"), any.body());
        }
        return read.collection().format().next().kind() == Place.Kind.LAST_RECORD ? request(next) : null;
    }

    private RecordedRequest request(PageRequest request) {
        return new RecordedRequest(
                request.method(), request.path().replace("*", "%2A"), queries.of(request.query()), request.body());
    }

    private void addLogIn(LoggedIn logIn) {
        byte[] body = JsonEdit.apply(
                logIn.body(),
                (path, token, text) -> token == JsonToken.VALUE_STRING && !text.equalsIgnoreCase("bearer")
                        ? TextNode.valueOf("made-up").toString()
                        : null);
        RawAnswer answer = new RawAnswer(200, Map.of("Content-Type", "application/json"), body);
        String path = logIn.url().getRawPath();
        add(answer, new RecordedRequest("POST", path.isEmpty() ? "/" : path, "", null), null, "login", body);
    }

    private void add(RawAnswer answer, RecordedRequest request, @Nullable Integer page, String name) {
        add(answer, request, page, name, answer.body().length == 0 ? answer.body() : masks.mask(answer.body()));
    }

    private void add(RawAnswer answer, RecordedRequest request, @Nullable Integer page, String name, byte[] body) {
        String file = body.length == 0 ? "" : name(name);
        answers.add(new RecordedAnswer(request, page, answer.status(), headers(answer), file, body));
    }

    private String name(String name) {
        String file = name + ".json";
        for (int i = 2; !files.add(file); i++) {
            file = name + "-" + i + ".json";
        }
        return file;
    }

    /** Those that say something of the pages. */
    private Map<String, String> headers(RawAnswer answer) {
        Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean telling = Set.of("content-type", "link", "content-range").contains(lower)
                    || (TELLING.stream().anyMatch(lower::contains) && !SafeUrl.secretHeader(name));
            if (telling || read.places().stream().anyMatch(place -> place.isHeader(name))) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
