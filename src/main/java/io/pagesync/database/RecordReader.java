package io.pagesync.database;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.page.Json;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page's records into rows, by a streaming parser: numbers keep their digits, objects and arrays their text. A
 * record that the table cannot hold is refused, the others stay. One reader reads one page.
 */
final class RecordReader {
    private final TableSettings settings;
    private final ValueCheck check;
    private final List<String> keyFields;
    private final Map<String, List<JsonPointer>> nestedKeys = new HashMap<>();
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final Map<String, Integer> slotByName = new HashMap<>();
    private final List<@Nullable ColumnType> types = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<RefusedRecord> refused = new ArrayList<>();
    private @Nullable String[] texts = new @Nullable String[32];
    private @Nullable ColumnType[] kinds = new @Nullable ColumnType[32];
    private int[] seen = new int[32];

    private RecordReader(TableSettings settings, Dialect dialect) {
        this.settings = settings;
        this.check = new ValueCheck(dialect);
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

    static PageRows read(Page page, TableSettings settings, Dialect dialect) {
        RecordReader reader = new RecordReader(settings, dialect);
        int position = 0;
        for (JsonRecord each : page) {
            try {
                reader.read(position, each.toBytes());
            } catch (UnfitException e) {
                reader.refused.add(new RefusedRecord(position, e.getMessage()));
            } catch (IOException e) {
                reader.refused.add(new RefusedRecord(position, "it cannot be read: " + UnfitException.start(e)));
            }
            position++;
        }
        return new PageRows(reader.slots, reader.types, reader.rows, reader.refused);
    }

    private void read(int position, byte[] bytes) throws IOException, UnfitException {
        if (bytes[0] != '{') {
            throw new UnfitException("it is no JSON object");
        }
        Arrays.fill(texts, null);
        Arrays.fill(kinds, null);
        try (JsonParser parser = Json.MAPPER.createParser(bytes)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                int slot = slotOfName(name);
                if (seen[slot] == position + 1) {
                    throw new UnfitException("its field " + UnfitException.quoted(name) + " comes twice");
                }
                seen[slot] = position + 1;
                parser.nextToken();
                value(parser, name, slot, bytes);
            }
        }
        scope();
        key();
        accept(position);
    }

    private void value(JsonParser parser, String name, int slot, byte[] bytes) throws IOException, UnfitException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_STRING -> put(slot, check.text(name, parser.getText()), ColumnType.TEXT);
            case VALUE_TRUE, VALUE_FALSE -> put(slot, parser.getText(), ColumnType.BOOLEAN);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                String digits = check.number(name, parser.getText());
                put(slot, digits, ColumnType.ofNumber(digits, token == JsonToken.VALUE_NUMBER_INT));
            }
            default -> {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                check.nested(name, parser);
                parser.finishToken();
                int to = (int) parser.currentLocation().getByteOffset();
                String json = new String(bytes, from, to - from, StandardCharsets.UTF_8);
                put(slot, json, ColumnType.JSON);
                nestedKeys(name, json);
            }
        }
    }

    private void nestedKeys(String name, String json) throws IOException {
        List<JsonPointer> pointers = nestedKeys.get(name);
        if (pointers == null) {
            return;
        }
        JsonNode tree = Json.MAPPER.readTree(json);
        for (JsonPointer pointer : pointers) {
            JsonNode value = tree.at(pointer.tail());
            if (value.isValueNode() && !value.isNull()) {
                String text = value.asText();
                ColumnType type = value.isNumber()
                        ? ColumnType.ofNumber(text, value.isIntegralNumber())
                        : value.isBoolean() ? ColumnType.BOOLEAN : ColumnType.TEXT;
                put(slot(FieldPath.of(pointer)), text, type);
            }
        }
    }

    /** A record that has a scope's field itself must agree, or it belongs to another scope. */
    private void scope() throws UnfitException {
        for (Map.Entry<String, String> constant : settings.scope().entrySet()) {
            int slot = slotOfName(constant.getKey());
            String own = texts[slot];
            if (own != null && !own.equals(constant.getValue())) {
                throw new UnfitException("its field " + UnfitException.quoted(constant.getKey()) + " is "
                        + UnfitException.quoted(own) + ", the scope's is "
                        + UnfitException.quoted(constant.getValue()));
            }
            put(slot, constant.getValue(), ColumnType.TEXT);
        }
    }

    private void key() throws UnfitException {
        int bytes = 0;
        for (String field : keyFields) {
            int slot = slots.getOrDefault(field, -1);
            String text = slot < 0 ? null : texts[slot];
            if (text == null || kinds[slot] == ColumnType.JSON) {
                throw new UnfitException("it has no key " + UnfitException.quoted(field));
            }
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
        }
        check.key(bytes);
    }

    private void accept(int position) throws UnfitException {
        int size = slots.size();
        boolean empty = true;
        for (int slot = 0; slot < size; slot++) {
            ColumnType kind = kinds[slot];
            if (kind != null) {
                ColumnType before = types.get(slot);
                types.set(slot, before == null ? kind : before.and(kind));
                empty = false;
            }
        }
        if (empty) {
            throw new UnfitException("it has no value");
        }
        rows.add(new Row(position, Arrays.copyOf(texts, size)));
    }

    private void put(int slot, String text, ColumnType kind) {
        texts[slot] = text;
        kinds[slot] = kind;
    }

    private int slotOfName(String name) {
        Integer known = slotByName.get(name);
        if (known == null) {
            known = slot(FieldPath.ofName(name));
            slotByName.put(name, known);
        }
        return known;
    }

    private int slot(String field) {
        Integer known = slots.get(field);
        if (known != null) {
            return known;
        }
        int slot = slots.size();
        slots.put(field, slot);
        types.add(null);
        if (slot == texts.length) {
            texts = Arrays.copyOf(texts, 2 * slot);
            kinds = Arrays.copyOf(kinds, 2 * slot);
            seen = Arrays.copyOf(seen, 2 * slot);
        }
        return slot;
    }
}
