package io.pagesync.database.row;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.database.table.ColumnRules;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.FieldPath;
import io.pagesync.database.table.Quoted;
import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Json;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.page.read.FieldOrder;
import io.pagesync.page.read.FieldOrder.Field;
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

/**
 * Reads a page's records into rows, by a streaming parser: numbers keep their digits, objects and arrays their text. A
 * record that the table cannot hold is refused, the others stay. One reader reads one page.
 */
public final class RecordReader {
    private static final int NOT_WRITTEN = -1;

    private final TableSettings settings;
    private final ValueCheck check;
    private final List<String> keyFields;
    private final Map<String, List<JsonPointer>> nestedKeys = new HashMap<>();
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final FieldOrder<Integer> slotsInOrder = new FieldOrder<>(this::slotOfName);
    private final List<@Nullable ColumnType> types = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, BitSet> nested = new HashMap<>();
    private final Map<Integer, BitSet> bare = new HashMap<>();
    private final List<RefusedRecord> refused = new ArrayList<>();
    private final PageText text;
    private final Map<String, String> stamps;
    /** The slots whose values are masked; null if none is. */
    private final @Nullable BitSet masked;

    private int[] bounds = new int[64];
    private @Nullable ColumnType[] kinds = new @Nullable ColumnType[32];
    private int[] seen = new int[32];

    private RecordReader(TableSettings settings, Facts facts, PageText text, Map<String, String> stamps) {
        this.settings = settings;
        this.text = text;
        this.stamps = stamps;
        this.masked = settings.rules().mask().isEmpty() ? null : new BitSet();
        this.check = new ValueCheck(facts, settings.rules().strip());
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

    /** Reads a page. */
    public static PageRows read(Page page, TableSettings settings, Facts facts) {
        return read(page, settings, facts, Map.of());
    }

    /**
     * Reads a page.
     *
     * @param stamps values that each row has beside those of its record, by their columns
     */
    public static PageRows read(Page page, TableSettings settings, Facts facts, Map<String, String> stamps) {
        RecordReader reader = new RecordReader(settings, facts, new PageText(page.length()), stamps);
        int position = 0;
        for (JsonRecord each : page) {
            int before = reader.text.length();
            try {
                reader.read(position, each);
            } catch (UnfitException e) {
                reader.refuse(position, before, e.getMessage());
            } catch (IOException e) {
                reader.refuse(position, before, "it cannot be read: " + Quoted.of(firstLine(e)));
            }
            position++;
        }
        return new PageRows(reader.slots, reader.types, reader.nested, reader.bare, reader.rows, reader.refused);
    }

    /** The first line of a parser's error. */
    private static String firstLine(IOException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }

    private void refuse(int position, int before, String reason) {
        text.cut(before);
        refused.add(new RefusedRecord(position, reason));
    }

    private void read(int position, JsonRecord json) throws IOException, UnfitException {
        Arrays.fill(kinds, null);
        text.begin();
        try (JsonParser parser = json.parser()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnfitException("it is no JSON object");
            }
            for (Field<Integer> field = slotsInOrder.first(parser);
                    field != null;
                    field = slotsInOrder.next(parser, field)) {
                int slot = field.attached();
                if (slot == NOT_WRITTEN) {
                    parser.nextToken();
                    parser.skipChildren();
                    continue;
                }
                if (seen[slot] == position + 1) {
                    throw new UnfitException("its field " + Quoted.of(field.name()) + " comes twice");
                }
                seen[slot] = position + 1;
                parser.nextToken();
                value(parser, field.name(), slot, json);
            }
        }
        scope();
        key();
        if (!stamps.isEmpty() && Arrays.stream(kinds).anyMatch(Objects::nonNull)) {
            stamps.forEach((column, value) -> put(slot(column), value, ColumnType.TEXT));
        }
        accept(position);
    }

    private void value(JsonParser parser, String name, int slot, JsonRecord json) throws IOException, UnfitException {
        JsonToken token = parser.currentToken();
        int from = text.length();
        if (masked != null && masked.get(slot) && token != JsonToken.VALUE_NULL) {
            parser.skipChildren();
            put(slot, ColumnRules.MASKED, ColumnType.TEXT);
            return;
        }
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_STRING -> {
                check.text(name, parser, text);
                put(slot, from, ColumnType.TEXT);
            }
            case VALUE_TRUE, VALUE_FALSE -> put(slot, parser.getText(), ColumnType.BOOLEAN);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                put(slot, from, check.number(name, parser, token == JsonToken.VALUE_NUMBER_INT, text));
            default -> {
                int begin = (int) parser.currentTokenLocation().getByteOffset();
                boolean fits = check.nested(name, parser);
                parser.finishToken();
                json.copy(begin, (int) parser.currentLocation().getByteOffset(), text::add);
                if (!fits) {
                    String stripped = Stripped.json(text.text(from, text.length()));
                    text.cut(from);
                    text.add(stripped);
                }
                put(slot, from, ColumnType.JSON);
                nestedKeys(name, from);
            }
        }
    }

    private void nestedKeys(String name, int from) throws IOException {
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

    private void accept(int position) throws UnfitException {
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

    private void put(int slot, String value, ColumnType kind) {
        int from = text.length();
        text.add(value);
        put(slot, from, kind);
    }

    /** The slot's value is what stands in the text from there on. */
    private void put(int slot, int from, ColumnType kind) {
        bounds[2 * slot] = from;
        bounds[2 * slot + 1] = text.length();
        kinds[slot] = kind;
    }

    private int slotOfName(String name) {
        String field = FieldPath.ofName(name);
        return settings.rules().hides() && !settings.writes(field) ? NOT_WRITTEN : slot(field);
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
}
