package io.pagesync.sandbox.data;

import static io.pagesync.sandbox.data.JsonBytes.constant;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes one active package as JSON, computed from the seed and the id alone: some 560 bytes in 21 fields, among them
 * what breaks careless readers: decimals longer than a double, trailing zeros, emoji, umlauts, escapes, nulls, a nested
 * object.
 */
final class RecordWriter {
    private static final long FIRST_MODIFIED = 1_735_689_600_000L; // 2025-01-01T00:00:00Z
    private static final int MODIFIED_EVERY_MILLIS = 10_000;
    private static final int DAY_MILLIS = 86_400_000;

    private static final byte[] ID = constant("{\"id\":");
    private static final byte[] RETRIEVED = constant(",\"retrievedAt\":\"");
    private static final byte[] LABEL = constant("\",\"label\":\"");
    private static final byte[] ITEM = constant("\",\"item\":");
    private static final byte[] QUANTITY = constant(",\"quantity\":");
    private static final byte[] PACKAGED = constant(",\"packagedDate\":\"");
    private static final byte[] MODIFIED = constant("\",\"lastModified\":\"");
    private static final byte[] ON_HOLD = constant("\",\"isOnHold\":");
    private static final byte[] IN_TRANSIT = constant(",\"isFinished\":false,\"isInTransit\":");
    private static final byte[] LAB = constant(",\"labTestingStateName\":\"");
    private static final byte[] LOCATION = constant("\",\"locationName\":\"");
    private static final byte[] NOTE = constant("\",\"note\":");
    private static final byte[] HARVEST = constant(",\"archivedDate\":null,\"sourceHarvestNames\":\"H-");
    private static final byte[] END = constant("\"}");
    private static final byte[] TRUE = constant("true");
    private static final byte[] FALSE = constant("false");

    private static final List<byte[]> ITEMS = constants(
            item("Blue Dream 3.5g", "Buds", "g"),
            item("Crème Brûlée 1/8 oz", "Buds", "oz"),
            item("Gummies \\\"Sour\\\" 10 mg", "Edible", "ea"),
            item("Live Resin", "Extract", "g"));
    private static final List<byte[]> LABS = constants("TestPassed", "TestFailed", "NotSubmitted", "TestPassed");
    private static final List<byte[]> LOCATIONS = constants("Vault 1", "Vault 2", "Kühlraum", "Room B");
    private static final List<byte[]> NOTES = constants(
            "null",
            "\"\"",
            "\"geprüft, für Müller\"",
            "\"say \\\"hi\\\" \\\\ bye\"",
            "\"harvest 🌿 ok 👍🏽\"",
            "\"tab\\tline\\nend \\u00e9\\ud83d\\ude00\"",
            "\"a/b <c> & 'd'\"",
            "null");

    private final long seed;
    private final ModifiedOrder order;
    private final byte[] owner;
    private final byte[] labelStart;
    private final Map<Long, Long> touched = new ConcurrentHashMap<>();

    RecordWriter(long seed, String licenseNumber, ModifiedOrder order) {
        this.seed = seed;
        this.order = order;
        owner = constant(",\"hostname\":\"ca.metrc.com\",\"licenseNumber\":"
                + new JsonBytes(40).text(licenseNumber)
                + ",\"dataModel\":\"ACTIVE_PACKAGE\"");
        labelStart = constant(String.format(Locale.ROOT, "1A4%08X0", Chance.bits(seed, -1) & 0xFFFF_FFFFL));
    }

    /** Writes the record with this id, which need not be live; {@code retrievedAt} is the text of that field. */
    void write(long id, byte[] retrievedAt, JsonBytes out) {
        long bits = Chance.bits(seed, id);
        out.raw(ID).number(id).raw(owner).raw(RETRIEVED).raw(retrievedAt);
        label(id, out.raw(LABEL));
        out.raw(ITEM).raw(ITEMS.get((int) (bits & 3)));
        quantity(bits, out.raw(QUANTITY));
        long modified = modifiedAt(id);
        out.raw(PACKAGED).date(modified / DAY_MILLIS - (bits >>> 8 & 31));
        out.raw(MODIFIED).instant(modified);
        out.raw(ON_HOLD).raw((bits >>> 13 & 15) == 0 ? TRUE : FALSE);
        out.raw(IN_TRANSIT).raw((bits >>> 17 & 15) == 0 ? TRUE : FALSE);
        out.raw(LAB).raw(LABS.get((int) (bits >>> 21 & 3)));
        out.raw(LOCATION).raw(LOCATIONS.get((int) (bits >>> 23 & 3)));
        out.raw(NOTE).raw(NOTES.get((int) (bits >>> 25 & 7)));
        out.raw(HARVEST).number(bits >>> 28 & 1023).raw(END);
    }

    /** Writes the label: 24 characters, ordered as the ids are, whose last 12 are the id. */
    void label(long id, JsonBytes out) {
        out.raw(labelStart).digits(id, 12);
    }

    /** Writes the time of the last modification as the record shows it; no two records of a collection share one. */
    void lastModified(long id, JsonBytes out) {
        out.instant(modifiedAt(id));
    }

    /** A record is modified now, which is the time of a record with this id, or a little later. */
    void touch(long id, long end) {
        touched.put(id, FIRST_MODIFIED + order.place(end) * MODIFIED_EVERY_MILLIS + touched.size());
    }

    private long modifiedAt(long id) {
        Long at = touched.get(id);
        if (at != null) {
            return at;
        }
        long jitter = (Chance.bits(seed, id) >>> 41) % MODIFIED_EVERY_MILLIS;
        return FIRST_MODIFIED + order.place(id) * MODIFIED_EVERY_MILLIS + jitter;
    }

    /** 18 decimals for half of the records, which no double can hold; else two, or none. */
    private static void quantity(long bits, JsonBytes out) {
        out.number(bits >>> 50 & 4095);
        if ((bits >>> 2 & 1) == 0) {
            out.ascii('.').digits(bits >>> 4, 18);
        } else if ((bits >>> 3 & 1) == 0) {
            out.ascii('.').digits((bits >>> 4 & 7) * 10, 2);
        }
    }

    private static String item(String name, String category, String abbreviation) {
        return "{\"name\":\"" + name + "\",\"productCategoryName\":\"" + category
                + "\"},\"unitOfMeasureAbbreviation\":\"" + abbreviation + '"';
    }

    private static List<byte[]> constants(String... texts) {
        return Arrays.stream(texts).map(JsonBytes::constant).toList();
    }
}
