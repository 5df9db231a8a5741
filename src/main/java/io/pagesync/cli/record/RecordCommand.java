package io.pagesync.cli.record;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import io.pagesync.camel.api.AnswerTap;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.cli.option.ApiOptions;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.CollectionOptions;
import io.pagesync.cli.option.FirstPages;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.page.Page;
import io.pagesync.recording.Recording;
import io.pagesync.recording.RecordingFolder;
import io.pagesync.recording.edit.Masks;
import io.pagesync.run.plan.Incremental;
import io.pagesync.settings.NearestName;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagesync record}: an API's first pages as files, for tests. */
@Command(
        name = "record",
        description =
                "Writes the first pages of a collection into a folder, as they came, for tests: pagesync sandbox --replay"
                        + " serves them, as a collection that is no larger. No secret is written.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pagesync record packages --to src/test/recordings/packages",
            "  pagesync record 'https://api.example.com/items' --pages 3 --mask email --to items"
        })
public final class RecordCommand extends BaseCommand {
    private static final int MOST_PAGES = 10_000;

    @Mixin
    private CollectionOptions collection = new CollectionOptions();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "The folder: a new or empty one, or a recording, which is replaced.")
    private @Nullable Path to;

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many pages (${DEFAULT-VALUE}). Here, --pages N means the same, if N is a number.")
    private int count;

    @Option(
            names = "--mask",
            paramLabel = "FIELD",
            split = ",",
            description = "A field whose values are masked wherever it stands, with all that is in it: as masked-1,"
                    + " masked-2, equal ones alike; numbers as 1, 2. Repeatable, or separated by commas.")
    private Set<String> mask = new LinkedHashSet<>();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private SyncOptions properties = new SyncOptions();

    private boolean counted;

    /** Elsewhere it says where the number of pages is. */
    @Override
    protected boolean isOwn(String option) {
        return counted && option.equals("--pages");
    }

    @Override
    public Integer call() {
        OptionalInt pages = collection.takeCount();
        counted = pages.isPresent();
        int most = pages.orElse(count);
        if (most < 1 || most > MOST_PAGES) {
            throw new InvalidSettingException(
                    (counted ? "--pages" : "-n") + " is " + most + "; it must be from 1 to " + MOST_PAGES);
        }
        collection.requireFit(this, properties);
        if (collection.isDivided()) {
            throw divided();
        }
        RecordingFolder folder = new RecordingFolder(Objects.requireNonNull(to));
        folder.requireFree();
        SeenAnswers seen = new SeenAnswers();
        try (FirstPages first = FirstPages.open(
                this, collection, api, properties, context -> ContextBean.of(context, AnswerTap.class, () -> seen))) {
            first.sentences().forEach(this::warn);
            first.requireDecided();
            if (!first.partition().name().isEmpty()) {
                throw divided();
            }
            ReadPages read = ReadPages.of(first, most);
            requireNotNeeded(read);
            Masks masks = new Masks(mask);
            String server = first.api().baseUri().toString();
            Recording recording = new RecordingOf(read, seen, masks).make(server, about(read), seen.logIns());
            requireFound(masks);
            folder.write(recording);
            out().println(sentence(read, masks, recording.leftOut()));
            return 0;
        }
    }

    private static InvalidSettingException divided() {
        return new InvalidSettingException(
                "record takes a collection that is not divided; give it the URL of one slice, without partitions");
    }

    /** What a sync goes by cannot be masked. */
    private void requireNotNeeded(ReadPages read) {
        Set<String> needed = new TreeSet<>();
        read.places().forEach(place -> addLast(place.pointer(), needed));
        addLast(read.collection().format().records(), needed);
        Incremental incremental = read.collection().incremental();
        if (incremental != null) {
            addLast(incremental.since().field(), needed);
        }
        needed.retainAll(mask);
        if (!needed.isEmpty()) {
            String field = needed.iterator().next();
            throw new InvalidSettingException("--mask " + field + ": the sync goes by this field, and could not read a"
                    + " recording in which it is masked; leave it out");
        }
    }

    private static void addLast(JsonPointer pointer, Set<String> names) {
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            names.add(rest.getMatchingProperty());
        }
    }

    /** A name misspelt would leave what it should hide. */
    private static void requireFound(Masks masks) {
        if (!masks.unseen().isEmpty()) {
            throw new InvalidSettingException("--mask " + String.join(",", masks.unseen())
                    + ": no answer has a field of this name, so nothing was written"
                    + NearestName.hint(masks.unseen().iterator().next(), masks.names()));
        }
    }

    private String about(ReadPages read) {
        String cut = read.isCut()
                ? "The first " + pages(read)
                        + (read.sequence().pages().isPresent()
                                ? " of " + read.sequence().pages().getAsInt()
                                : "")
                        + ", made a whole collection: totals are what is here, and the last page names no next one."
                : "";
        return (cut + (mask.isEmpty() ? "" : " Masked: " + String.join(", ", mask) + ".")).strip();
    }

    private static String pages(ReadPages read) {
        int pages = read.pages().size();
        return pages + (pages == 1 ? " page" : " pages");
    }

    private String sentence(ReadPages read, Masks masks, Set<String> leftOut) {
        long records = read.pages().stream().mapToLong(Page::getSize).sum();
        return String.format(Locale.ROOT, "%s with %,d records written to %s", pages(read), records, to)
                + (read.isCut() ? ", as a collection that has no more" : "")
                + (mask.isEmpty()
                        ? "; nothing is masked"
                        : String.format(
                                Locale.ROOT,
                                "; masked: %s (%,d different values)",
                                String.join(", ", mask),
                                masks.values()))
                + (leftOut.isEmpty() ? "" : "; left out of the query: " + String.join(", ", leftOut));
    }
}
