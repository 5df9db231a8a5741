package io.pagesync.database.row;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.database.table.ColumnRules;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.FieldPath;
import io.pagesync.database.table.Quoted;
import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of a page in the making: one after the other is begun, gets its values, and is accepted. */
final class RowBuilder {
    /** Stands for the slot of a field that is not stored. */
    static final int NOT_WRITTEN = -1;

    private final TableSettings settings;
    private final ValueCheck check;
    private final List<String> keyFields;
    private final Map<String, List<JsonPointer>> nestedKeys = new HashMap<>();
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final List<@Nullable ColumnType> types = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, BitSet> nested = new HashMap<>();
    private final Map<Integer, BitSet> bare = new HashMap<>();
    private final PageText text;
    private final Map<String, String> stamps;
    /** The slots whose values are masked; null if none is. */
    private final @Nullable BitSet masked;

    private int[] bounds = new int[64];
    private @Nullable ColumnType[] kinds = new @Nullable ColumnType[32];
    private int[] seen = new int[32];
    private int turn;

    RowBuilder(TableSettings settings, ValueCheck check, PageText text, Map<String, String> stamps) {
        this.settings = settings;
        this.text = text;
        this.stamps = stamps;
        this.masked = settings.rules().mask().isEmpty() ? null : new BitSet();
        this.check = check;
        this.keyFields = settings.keyFields();
        settings.scope().keySet().forEach(this::slotOfName);
        for (JsonPointer pointer : settings.key()) {
            if (!pointer.tail().matches()) {
                nestedKeys
                        .computeIfAbsent(pointer.getMatchingProperty(), name -> new ArrayList<>())
                        .add(pointer);
            }
        }
    }

    /** Begins a row; what one that was not accepted has had is forgotten. */
    void begin() {
        Arrays.fill(kinds, null);
        text.begin();
        turn++;
    }

    /** Where the values of a field of this name go. */
    int slotOfName(String name) {
        String field = FieldPath.ofName(name);
        return settings.rules().hides() && !settings.writes(field) ? NOT_WRITTEN : slot(field);
    }

    /** The row gets a value, or null, of this field. */
    void meet(int slot, String name) throws UnfitException {
        if (seen[slot] == turn) {
            throw new UnfitException("its field " + Quoted.of(name) + " comes twice");
        }
        seen[slot] = turn;
    }

    /** Whether the values of a slot are not to be stored as they are. */
    boolean isMasked(int slot) {
        return masked != null && masked.get(slot);
    }

    /** The slot's value stands for one that is masked. */
    void mask(int slot) {
        put(slot, ColumnRules.MASKED, ColumnType.TEXT);
    }

    /** The slot's value is this one. */
    void put(int slot, String value, ColumnType kind) {
        int from = text.length();
        text.add(value);
        put(slot, from, kind);
    }

    /** The slot's value is what stands in the text from there on. */
    void put(int slot, int from, ColumnType kind) {
        bounds[2 * slot] = from;
        bounds[2 * slot + 1] = text.length();
        kinds[slot] = kind;
    }

    /** The object or array of a field, which stands in the text from there on, may have parts of the key. */
    void putNested(int slot, String name, int from) throws IOException {
        put(slot, from, ColumnType.JSON);
        List<JsonPointer> pointers = nestedKeys.get(name);
        if (pointers == null) {
            return;
        }
        JsonNode tree = Json.MAPPER.readTree(text.array(), from, text.length() - from);
        for (JsonPointer pointer : pointers) {
            JsonNode value = tree.at(pointer.tail());
            if (value.isValueNode() && !value.isNull()) {
                String key = value.asText();
                ColumnType type = value.isNumber()
                        ? ColumnType.ofNumber(key, value.isIntegralNumber())
                        : value.isBoolean() ? ColumnType.BOOLEAN : ColumnType.TEXT;
                put(slot(FieldPath.of(pointer)), key, type);
            }
        }
    }

    /** The row is all there. */
    void accept(int position) throws UnfitException {
        scope();
        key();
        if (!stamps.isEmpty() && Arrays.stream(kinds).anyMatch(Objects::nonNull)) {
            stamps.forEach((column, value) -> put(slot(column), value, ColumnType.TEXT));
        }
        int size = slots.size();
        boolean empty = true;
        int[] places = Arrays.copyOf(bounds, 2 * size);
        for (int slot = 0; slot < size; slot++) {
            ColumnType kind = kinds[slot];
            if (kind == null) {
                places[2 * slot] = -1;
                places[2 * slot + 1] = -1;
            } else {
                ColumnType before = types.get(slot);
                if (before != kind) {
                    types.set(slot, before == null ? kind : before.and(kind));
                    mixed(slot, position, before, kind);
                }
                empty = false;
            }
        }
        if (empty) {
            throw new UnfitException("it has no value");
        }
        rows.add(new Row(position, text, places, text.plain()));
    }

    /** Where a field has objects or arrays and other values, too, it is kept which records have them. */
    private void mixed(int slot, int position, @Nullable ColumnType before, ColumnType kind) {
        if (before != null && types.get(slot) == ColumnType.TEXT) {
            BitSet others = bare.computeIfAbsent(slot, none -> new BitSet());
            others.set(before == ColumnType.TEXT ? position : 0, position);
            others.set(position, kind != ColumnType.TEXT);
        }
        if (before == ColumnType.JSON) {
            nested.computeIfAbsent(slot, none -> new BitSet()).set(0, position);
        } else if (before != null && kind == ColumnType.JSON) {
            nested.computeIfAbsent(slot, none -> new BitSet()).set(position);
        }
    }

    /** A record that has a scope's field itself must agree, or it belongs to another scope. */
    private void scope() throws UnfitException {
        for (Map.Entry<String, String> constant : settings.scope().entrySet()) {
            int slot = slotOfName(constant.getKey());
            String own = kinds[slot] == null ? null : text.text(bounds[2 * slot], bounds[2 * slot + 1]);
            if (own != null && !own.equals(constant.getValue())) {
                throw new UnfitException("its field " + Quoted.of(constant.getKey()) + " is "
                        + Quoted.of(own) + ", the scope's is "
                        + Quoted.of(constant.getValue()));
            }
            put(slot, constant.getValue(), ColumnType.TEXT);
        }
    }

    private void key() throws UnfitException {
        int bytes = 0;
        for (String field : keyFields) {
            int slot = slots.getOrDefault(field, -1);
            ColumnType kind = slot < 0 ? null : kinds[slot];
            if (kind == null || kind == ColumnType.JSON) {
                throw new UnfitException("it has no key " + Quoted.of(field));
            }
            bytes += bounds[2 * slot + 1] - bounds[2 * slot];
        }
        check.key(bytes);
    }

    private int slot(String field) {
        Integer known = slots.get(field);
        if (known != null) {
            return known;
        }
        int slot = slots.size();
        slots.put(field, slot);
        if (masked != null && settings.rules().mask().contains(field)) {
            masked.set(slot);
        }
        types.add(null);
        if (slot == kinds.length) {
            bounds = Arrays.copyOf(bounds, 4 * slot);
            kinds = Arrays.copyOf(kinds, 2 * slot);
            seen = Arrays.copyOf(seen, 2 * slot);
        }
        return slot;
    }
    /** The rows that were accepted. */
    PageRows page(List<RefusedRecord> refused) {
        return new PageRows(slots, types, nested, bare, rows, refused);
    }
}
