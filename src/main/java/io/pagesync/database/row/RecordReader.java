package io.pagesync.database.row;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.Quoted;
import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Json;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a page's records into rows: numbers keep their digits, objects and arrays their text. A record that the table cannot
 * hold is refused, the others stay. Values are copied where they stand; by a parser go those that need a look, and all of a
 * record whose names do. One reader reads one page.
 */
public final class RecordReader {
    private final ValueCheck check;
    private final PageText text;
    private final RowBuilder row;
    private final RecordScan scan = new RecordScan();
    private final ScannedFields scanned;
    private final List<RefusedRecord> refused = new ArrayList<>();

    private RecordReader(TableSettings settings, Facts facts, PageText text, Map<String, String> stamps) {
        this.text = text;
        this.check = new ValueCheck(facts, settings.rules().strip());
        this.row = new RowBuilder(settings, check, text, stamps);
        this.scanned = new ScannedFields(row::slotOfName);
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
                reader.read(each, before);
                reader.row.accept(position);
            } catch (UnfitException e) {
                reader.refuse(position, before, e.getMessage());
            } catch (IOException e) {
                reader.refuse(position, before, "it cannot be read: " + Quoted.of(firstLine(e)));
            }
            position++;
        }
        return reader.row.page(reader.refused);
    }

    /** The first line of a parser's error. */
    private static String firstLine(IOException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }

    private void refuse(int position, int before, String reason) {
        text.cut(before);
        refused.add(new RefusedRecord(position, reason));
    }

    private void read(JsonRecord json, int before) throws IOException, UnfitException {
        json.place(scan::begin);
        row.begin();
        if (!scan.isObject()) {
            throw new UnfitException("it is no JSON object");
        }
        if (!scanned()) {
            text.cut(before);
            row.begin();
            parsed();
        }
    }

    /** False where a name needs a parser. */
    private boolean scanned() throws IOException, UnfitException {
        ScannedFields.Field field = scanned.head();
        while (scan.nextName()) {
            field = scanned.at(scan, field);
            if (field == null) {
                return false;
            }
            RecordScan.Kind kind = scan.value();
            if (field.slot() != RowBuilder.NOT_WRITTEN) {
                row.meet(field.slot(), field.name());
                value(kind, field.name(), field.slot());
            }
        }
        return true;
    }

    private void value(RecordScan.Kind kind, String name, int slot) throws IOException, UnfitException {
        if (kind == RecordScan.Kind.NULL) {
            return;
        }
        if (row.isMasked(slot)) {
            row.mask(slot);
            return;
        }
        int from = text.length();
        switch (kind) {
            case TEXT -> {
                text.addPlain(scan.array(), scan.from(), scan.to());
                row.put(slot, from, ColumnType.TEXT);
            }
            case ESCAPED -> {
                text.addUnescaped(scan.array(), scan.from(), scan.to());
                row.put(slot, from, ColumnType.TEXT);
            }
            case BOOLEAN -> {
                text.addPlain(scan.array(), scan.from(), scan.to());
                row.put(slot, from, ColumnType.BOOLEAN);
            }
            case WHOLE, NUMBER ->
                row.put(
                        slot,
                        from,
                        check.number(name, scan.array(), scan.from(), scan.to(), kind == RecordScan.Kind.WHOLE, text));
            case NESTED -> {
                text.add(scan.array(), scan.from(), scan.to());
                row.putNested(slot, name, from);
            }
            default -> {
                int quote = kind == RecordScan.Kind.ODD_TEXT ? 1 : 0;
                int begin = scan.from() - quote;
                try (JsonParser parser = Json.MAPPER.createParser(scan.array(), begin, scan.to() + quote - begin)) {
                    var unused = parser.nextToken();
                    value(parser, name, slot, begin);
                }
            }
        }
    }

    private void parsed() throws IOException, UnfitException {
        try (JsonParser parser = Json.MAPPER.createParser(scan.array(), scan.start(), scan.end() - scan.start())) {
            var unused = parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                int slot = row.slotOfName(name);
                parser.nextToken();
                if (slot == RowBuilder.NOT_WRITTEN) {
                    parser.skipChildren();
                    continue;
                }
                row.meet(slot, name);
                value(parser, name, slot, scan.start());
            }
        }
    }

    /** The value at the parser's token; its places are counted from {@code base}. */
    private void value(JsonParser parser, String name, int slot, int base) throws IOException, UnfitException {
        JsonToken token = parser.currentToken();
        int from = text.length();
        if (row.isMasked(slot) && token != JsonToken.VALUE_NULL) {
            parser.skipChildren();
            row.mask(slot);
            return;
        }
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_STRING -> {
                check.text(name, parser, text);
                row.put(slot, from, ColumnType.TEXT);
            }
            case VALUE_TRUE, VALUE_FALSE -> row.put(slot, parser.getText(), ColumnType.BOOLEAN);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                byte[] digits = parser.getText().getBytes(StandardCharsets.US_ASCII);
                boolean whole = token == JsonToken.VALUE_NUMBER_INT;
                row.put(slot, from, check.number(name, digits, 0, digits.length, whole, text));
            }
            default -> {
                int begin = (int) parser.currentTokenLocation().getByteOffset();
                boolean fits = check.nested(name, parser);
                parser.finishToken();
                int end = (int) parser.currentLocation().getByteOffset();
                text.add(scan.array(), base + begin, base + end);
                if (!fits) {
                    String stripped = Stripped.json(text.text(from, text.length()));
                    text.cut(from);
                    text.add(stripped);
                }
                row.putNested(slot, name, from);
            }
        }
    }
}
