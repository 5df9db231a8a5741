package io.pagesync.camel.sync;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.page.Place;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.template.RequestTemplate;
import io.pagesync.partition.Division;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Partitioning;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Setting;
import io.pagesync.since.Overlap;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every parameter of {@code kamelet:collection-source}, in the order of its file. Each is declared here; what Camel needs
 * of it stands in the Kamelet's file as well, and a test holds both together.
 */
public final class CollectionDeclarations {
    /** What stands for what there is not. */
    private static final String NOTHING = "none";

    private static final Form<JsonPointer> POINTER =
            Form.of("JSON pointer", "a JSON pointer such as /data", text -> Optional.of(PageFormat.pointer(text)));
    private static final Form<Place> PLACE = Form.of(
                    "place", "a JSON pointer such as /meta/total, or header:NAME", text -> Optional.of(Place.of(text)))
            .where(
                    place -> place.kind() != Place.Kind.LAST_RECORD,
                    "a JSON pointer such as /meta/total, or header:NAME");
    private static final Form<Place> TOTAL_PLACE = Form.of(
                    "place",
                    "a JSON pointer such as /meta/total, header:NAME, or none",
                    text -> Optional.of(text.strip().equalsIgnoreCase(NOTHING) ? Place.NONE : Place.of(text)))
            .where(
                    place -> place.kind() != Place.Kind.LAST_RECORD,
                    "a JSON pointer such as /meta/total, header:NAME, or none");
    private static final Form<String> PARAMETER =
            Form.TEXT.where(text -> !text.isEmpty(), "the name of a query parameter, such as page");
    private static final Form<Integer> COUNT = Form.integer(0, Integer.MAX_VALUE);

    private static final Declarations ALL = new Declarations();

    static final Setting<String> API = ALL.required("api", Form.TEXT, "");
    static final Setting<String> PATH =
            ALL.required("path", Form.TEXT.where(text -> text.startsWith("/"), "a path that begins with a slash"), "");
    static final Setting<String> QUERY = text("query", Form.TEXT, "");
    static final Setting<String> BODY = text(
            "body",
            Form.TEXT.where(RequestTemplate::isBody, "a JSON object or array, such as {\"from\": \"{offset}\"}"),
            "");
    static final Setting<String> NAME = text(
            "name",
            Form.TEXT.where(
                    text -> text.matches("[a-z][a-z0-9]*"),
                    "a lower-case letter, then letters and digits; it is the route's id, if no name is given"),
            "{{parentRouteId}}");
    static final Setting<List<JsonPointer>> KEY =
            text("key", Form.of("fields", "fields such as id, or none", text -> Optional.of(key(text))), "");
    static final Setting<String> SCOPE = text("scope", Form.TEXT, "");
    static final Setting<String> STYLE = text(
            "style", Form.TEXT.where(text -> text.matches("[a-z0-9-]*"), "the name of a style, such as wordpress"), "");
    static final Setting<Division> PARTITIONS =
            text("partitions", Form.of("partitions", Division.RIGHT, Division::of), "");
    static final Setting<Map<String, String>> PARENT = text(
            "parent", Form.of("parameters", "NAME=VALUE pairs separated by commas", CollectionDeclarations::pairs), "");
    static final Setting<Integer> CAP = text("cap", COUNT, "0");
    static final Setting<Partitioning.OnPartitionFailure> ON_PARTITION_FAILURE =
            word("onPartitionFailure", Partitioning.OnPartitionFailure.class, "continue");
    static final Setting<String> PAGE_PARAMETER = text("pageParameter", PARAMETER, "page");
    static final Setting<String> SIZE_PARAMETER = text("sizeParameter", PARAMETER, "pageSize");
    static final Setting<Integer> PAGE_SIZE = text("pageSize", COUNT, "0");
    static final Setting<Integer> FIRST_PAGE = text("firstPage", Form.integer(0, 1_000_000), "1");
    static final Setting<String> OFFSET_PARAMETER = text("offsetParameter", Form.TEXT, "");
    static final Setting<Integer> FIRST_OFFSET = text("firstOffset", Form.integer(0, 1_000_000), "0");
    static final Setting<JsonPointer> RECORDS = text("records", POINTER, "/data");
    static final Setting<PageFormat.RecordsAre> RECORDS_ARE =
            word("recordsAre", PageFormat.RecordsAre.class, "elements");
    static final Setting<String> MEMBER_NAME = text("memberName", Form.TEXT, "");
    static final Setting<Place> TOTAL = text("total", TOTAL_PLACE, "/total");
    static final Setting<Place> PAGES = text("pages", PLACE, "");
    static final Setting<Place> SIZE = text("size", PLACE, "/pageSize");
    static final Setting<Place> NEXT = text(
            "next",
            Form.of(
                    "place",
                    "a JSON pointer such as /links/next, header:NAME, or last:POINTER",
                    text -> Optional.of(Place.of(text))),
            "");
    static final Setting<Place> MORE = text("more", PLACE, "");
    static final Setting<String> CURSOR_PARAMETER = text("cursorParameter", Form.TEXT, "");
    static final Setting<Collection.Order> ORDER = word("order", Collection.Order.class, "arrival");
    static final Setting<Collection.Verify> VERIFY = word("verify", Collection.Verify.class, "counted");
    static final Setting<Collection.End> END = word("end", Collection.End.class, "checked");
    static final Setting<Collection.OnDrift> ON_DRIFT = word("onDrift", Collection.OnDrift.class, "stop");
    static final Setting<Collection.Sorted> SORTED = word("sorted", Collection.Sorted.class, "unknown");
    static final Setting<Integer> REPAIR_PASSES = text("repairPasses", Form.integer(0, 10), "2");
    static final Setting<Collection.OnPageFailure> ON_PAGE_FAILURE =
            word("onPageFailure", Collection.OnPageFailure.class, "stop");
    static final Setting<Boolean> SPOOL = text("spool", Form.FLAG, "false");
    static final Setting<Integer> BATCH_SIZE = text("batchSize", COUNT, "0");
    static final Setting<JsonPointer> SINCE_FIELD = text(
            "sinceField",
            Form.of("field", "a field such as updatedAt, or a JSON pointer such as /meta/updated", text -> Optional.of(
                            PageFormat.key(text))
                    .filter(fields -> fields.size() == 1)
                    .map(fields -> fields.get(0))),
            "");
    static final Setting<String> SINCE_PARAMETER = text("sinceParameter", Form.TEXT, "");
    static final Setting<Overlap> SINCE_OVERLAP = text("sinceOverlap", Overlap.FORM, "");
    static final Setting<String> SINCE_START = text("sinceStart", Form.TEXT, "");
    static final Setting<Duration> SINCE_KEPT = text("sinceKept", Form.time("1m"), "");
    static final Setting<String> SCHEDULE = text("schedule", Form.TEXT, "");
    static final Setting<String> FULL_SCHEDULE = text("fullSchedule", Form.TEXT, "");
    static final Setting<String> TIME_ZONE = text("timeZone", Form.TEXT, "");
    static final Setting<Duration> RESUME_MAX_AGE = text("resumeMaxAge", Form.time("0s"), "");
    static final Setting<Duration> MAX_AGE = text("maxAge", Form.time("1s"), "");
    static final Setting<Sync.Misfire> MISFIRE = word("misfire", Sync.Misfire.class, "run");
    static final Setting<Collection.Gather> GATHER = word("gather", Collection.Gather.class, "report");

    /** What stands for the key where records may repeat. */
    static final String NO_KEY = NOTHING;

    private CollectionDeclarations() {}

    /** All of them. */
    public static List<Setting<?>> list() {
        return ALL.list();
    }

    private static List<JsonPointer> key(String text) {
        return text.strip().equalsIgnoreCase(NO_KEY) ? List.of() : PageFormat.key(text);
    }

    private static Optional<Map<String, String>> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                return Optional.empty();
            }
            pairs.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return Optional.of(pairs);
    }

    private static <T> Setting<T> text(String name, Form<T> form, String defaultText) {
        return ALL.add(name, form, defaultText, "");
    }

    private static <E extends Enum<E>> Setting<E> word(String name, Class<E> type, String defaultText) {
        return ALL.add(name, Form.word(type), defaultText, "");
    }
}
