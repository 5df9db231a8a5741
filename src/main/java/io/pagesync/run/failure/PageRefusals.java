package io.pagesync.run.failure;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.page.Json;
import io.pagesync.page.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The records of one page that destinations could not hold, each with the reason. Not thread-safe. */
public final class PageRefusals {
    private final Map<Participant, SortedMap<Integer, String>> reasons = new LinkedHashMap<>();

    /** Adds one, by its place from 0; false if it is there already. */
    public boolean add(Participant destination, int index, String reason) {
        return reasons.computeIfAbsent(destination, d -> new TreeMap<>()).putIfAbsent(index, reason) == null;
    }

    /** Whether this destination has refused any. */
    public boolean isOf(Participant destination) {
        return reasons.containsKey(destination);
    }

    /** How many records of the page are not with every destination. */
    public int records() {
        Set<Integer> any = new TreeSet<>();
        reasons.values().forEach(its -> any.addAll(its.keySet()));
        return any.size();
    }

    /**
     * All of them.
     *
     * @param key the fields of the key of the page's records
     * @param all the destinations, none of which lets anybody have what it must not keep itself
     */
    public List<Refusal> all(String partition, Page page, List<JsonPointer> key, Participants all) {
        List<Refusal> refused = new ArrayList<>();
        reasons.forEach((destination, its) -> its.forEach((index, reason) -> {
            byte[] record = all.kept(page.record(index).toBytes());
            refused.add(new Refusal(
                    partition,
                    page.getNumber(),
                    fingerprint(page),
                    index + 1,
                    key(record, key),
                    destination.describe(),
                    reason,
                    new String(record, StandardCharsets.UTF_8)));
        }));
        return refused;
    }

    /**
     * What tells whether a page that comes again has the same records in the same places: a fingerprint of their keys, as their
     * other fields may say when they were asked for; of all they hold, where they have no keys.
     */
    public static long fingerprint(Page page) {
        boolean keyed = page.getSize() > 0 && page.keys().size() == page.getSize();
        return keyed ? page.keys().fingerprint() : page.fingerprint();
    }

    private static String key(byte[] record, List<JsonPointer> key) {
        try {
            JsonNode all = Json.MAPPER.readTree(record);
            return key.stream()
                    .filter(field -> !field.matches())
                    .map(field -> all.at(field).asText())
                    .collect(Collectors.joining(","));
        } catch (IOException | NumberFormatException e) {
            // Among them a number that nobody can hold.
            return "";
        }
    }
}
