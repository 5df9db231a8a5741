package io.pagesync.bench.server;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Made-up active packages, some 540 bytes of JSON in 18 fields, each computed from a seed and its number alone. The id
 * comes first and always has ten digits, so that a server can give a record another id without moving a byte.
 */
final class Packages {
    /** Where the digits of the id begin in a record. */
    static final int ID_AT = "{\"id\":".length();

    static final int ID_DIGITS = 10;
    static final long FIRST_ID = 1_000_000_001L;

    private static final String[] ITEMS = {"Blue Dream 3.5g", "Crème Brûlée 1/8 oz", "Gummies \\\"Sour\\\"", "Resin"};
    private static final String[] CATEGORIES = {"Buds", "Infused Edible (each)", "Concentrate", "Shake/Trim"};
    private static final String[] NOTES = {"null", "\"\"", "\"geprüft, für Müller\"", "\"say \\\"hi\\\" 🌿\""};
    private static final String[] ROOMS = {"Vault 1", "Kühlraum", "Room B", "Dispatch"};

    private final long seed;

    Packages(long seed) {
        this.seed = seed;
    }

    /** The record with this number, from 0, in UTF-8. */
    byte[] record(int number) {
        SplittableRandom random = new SplittableRandom(seed ^ number * 0x9E37_79B9_7F4A_7C15L);
        StringBuilder json = new StringBuilder(640);
        json.append("{\"id\":").append(FIRST_ID + number);
        json.append(",\"hostname\":\"ca.metrc.com\",\"licenseNumber\":\"C11-0000001-LIC\"");
        json.append(",\"dataModel\":\"ACTIVE_PACKAGE\",\"retrievedAt\":\"2026-01-01T00:00:00.000Z\"");
        json.append(",\"label\":\"1A406030003B").append(FIRST_ID + number).append("42\"");
        json.append(",\"item\":{\"name\":\"").append(pick(ITEMS, random));
        json.append("\",\"productCategoryName\":\"").append(pick(CATEGORIES, random));
        json.append("\"},\"unitOfMeasureAbbreviation\":\"g\"");
        json.append(",\"quantity\":").append(random.nextInt(4096));
        json.append('.').append(random.nextLong(100_000_000_000_000L, 1_000_000_000_000_000L));
        json.append(",\"packagedDate\":\"2025-").append(twoDigits(random, 12)).append('-');
        json.append(twoDigits(random, 28)).append("\",\"lastModified\":\"2025-").append(twoDigits(random, 12));
        json.append('-')
                .append(twoDigits(random, 28))
                .append("T1")
                .append(random.nextInt(10))
                .append(":00:00.000Z\"");
        json.append(",\"isOnHold\":").append(random.nextInt(16) == 0);
        json.append(",\"isFinished\":false,\"isInTransit\":").append(random.nextInt(16) == 0);
        json.append(",\"locationName\":\"").append(pick(ROOMS, random));
        json.append("\",\"note\":").append(pick(NOTES, random));
        json.append(",\"archivedDate\":null,\"sourceHarvestNames\":\"H-").append(random.nextInt(1000));
        json.append("\"}");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String pick(String[] texts, SplittableRandom random) {
        return texts[random.nextInt(texts.length)];
    }

    private static String twoDigits(SplittableRandom random, int most) {
        int number = 1 + random.nextInt(most);
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
