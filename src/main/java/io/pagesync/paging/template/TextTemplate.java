package io.pagesync.paging.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.settings.QueryEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a URL with placeholders in it. Their braces may be encoded, as they are in a URL that a program has made; a name
 * in plain braces that is none of a placeholder is a mistake, one in encoded braces is itself.
 *
 * @param texts what stands around the placeholders, encoded: one more than there are placeholders
 * @param placeholders in their order
 */
record TextTemplate(List<String> texts, List<Placeholder> placeholders) {
    private static final Pattern BRACED = Pattern.compile("(\\{|%7[Bb])([A-Za-z]\\w*)(}|%7[Dd])");

    /** Whether there is something in a text that is filled. */
    static boolean isOne(String text) {
        return BRACED.matcher(text).results().anyMatch(found -> Placeholder.named(found.group(2))
                .isPresent());
    }

    /** Names in plain braces that are no placeholder's, each with its braces. */
    static List<String> unknown(String text) {
        return BRACED.matcher(text)
                .results()
                .filter(found -> found.group(1).equals("{") && found.group(3).equals("}"))
                .filter(found -> Placeholder.named(found.group(2)).isEmpty())
                .map(found -> found.group())
                .toList();
    }

    /** The template of a text, of which a part that may not stand in a URL is encoded. */
    static TextTemplate of(String text) {
        List<String> texts = new ArrayList<>();
        List<Placeholder> placeholders = new ArrayList<>();
        Matcher braced = BRACED.matcher(text);
        int from = 0;
        while (braced.find()) {
            Optional<Placeholder> placeholder = Placeholder.named(braced.group(2));
            if (placeholder.isPresent()) {
                texts.add(QueryEncoding.ofUnsafe(text.substring(from, braced.start())));
                placeholders.add(placeholder.get());
                from = braced.end();
            }
        }
        texts.add(QueryEncoding.ofUnsafe(text.substring(from)));
        return new TextTemplate(texts, placeholders);
    }

    /** The text with what the placeholders stand for, encoded; null if one of them stands for nothing yet. */
    @Nullable
    String fill(Filling filling) {
        StringBuilder filled = new StringBuilder(texts.get(0));
        for (int i = 0; i < placeholders.size(); i++) {
            JsonNode value = filling.value(placeholders.get(i));
            if (value == null) {
                return null;
            }
            String text = value.isContainerNode() ? value.toString() : value.asText();
            filled.append(QueryEncoding.of(text)).append(texts.get(i + 1));
        }
        return filled.toString();
    }

    /** Whether a text may have been made of this template. */
    boolean isFilledTo(String filled) {
        return pattern(null).matcher(filled).matches();
    }

    /** What a text that was filled has in the place of a placeholder; empty if it was not made of this template. */
    Optional<String> valueIn(String filled, Placeholder placeholder) {
        Matcher matcher = pattern(placeholder).matcher(filled);
        return matcher.matches() && matcher.groupCount() > 0 ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private Pattern pattern(@Nullable Placeholder sought) {
        StringBuilder pattern = new StringBuilder(Pattern.quote(texts.get(0)));
        for (int i = 0; i < placeholders.size(); i++) {
            pattern.append(placeholders.get(i) == sought ? "([^,;]+)" : "[^,;]+")
                    .append(Pattern.quote(texts.get(i + 1)));
        }
        return Pattern.compile(pattern.toString());
    }

    void addTo(Set<Placeholder> all) {
        all.addAll(placeholders);
    }
}
