package io.pagesync.page.look;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks for the key of records in the first page: a field that is called as keys are, and has another value in each; records that are null have none. */
public final class FoundKey {
    /** Without case, underscores, hyphens and the sign at; the first ones first. */
    private static final List<String> NAMES = List.of(
            "id",
            "uuid",
            "guid",
            "uid",
            "key",
            "identifier",
            "objectid",
            "recordid",
            "sysid",
            "entityid",
            "rowid",
            "pk",
            "links");

    /** What an object holds that is an identity: MongoDB's, or the links of a record to itself, as HAL has them. */
    private static final Set<String> INSIDE = Set.of("$oid", "self", "href");

    private static final int LONGEST = 12;

    private static final Pattern SEPARATORS = Pattern.compile("[@_-]");

    private final Map<String, Set<String>> values = new HashMap<>();
    private int nulls;

    private FoundKey() {}

    /** The field as a JSON pointer; empty if there is none. */
    public static String in(Page page) {
        FoundKey found = new FoundKey();
        page.forEach(found::note);
        return found.values.entrySet().stream()
                .filter(field -> field.getValue().size() == page.getSize() - found.nulls)
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt((String at) -> NAMES.indexOf(plain(at.split("/", -1)[1])))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }

    /** Takes the record's values as they are written: a number that no machine holds may stand beside the key. */
    private void note(JsonRecord record) {
        try (JsonParser parser = record.parser()) {
            JsonToken token = parser.nextToken();
            nulls += token == JsonToken.VALUE_NULL ? 1 : 0;
            if (token != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.length() <= LONGEST && NAMES.contains(plain(name))) {
                    take(parser, "/" + name);
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            // What this parser is too strict for, such as half a character, has no key to be found.
            values.clear();
        }
    }

    /** A text, a number, or what is in an object that stands for one. */
    private void take(JsonParser parser, String at) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            values.computeIfAbsent(at, any -> new HashSet<>()).add(token + parser.getText());
        } else if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (INSIDE.contains(name)) {
                    take(parser, at + "/" + name);
                }
                parser.skipChildren();
            }
        }
    }

    private static String plain(String name) {
        return SEPARATORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
