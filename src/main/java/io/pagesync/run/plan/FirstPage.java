package io.pagesync.run.plan;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.evidence.Identity;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.look.FoundKey;
import io.pagesync.page.read.EndHints;
import io.pagesync.page.read.EndHints.Hint;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.settings.NearestName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The first page as it is understood: with the key of its records, be it named or found.
 *
 * @param page the page, with its keys
 * @param format where all pages keep what, the key included
 * @param identity what tells one record from another
 */
record FirstPage(Page page, PageFormat format, Identity identity) {
    /** Reads it, and throws if a key is named that no record has, or if it says that it is not the first. */
    static FirstPage of(Page page, Collection collection) {
        PageFormat format = collection.format();
        requireFirst(page, collection);
        if (!format.key().isEmpty()) {
            requireKey(page, collection);
            return new FirstPage(page, format, Identity.named(named(format.key())));
        }
        if (!collection.checking().seeksKey()) {
            return new FirstPage(page, format, Identity.NONE);
        }
        String field = FoundKey.in(page);
        JsonPointer key = JsonPointer.compile(field);
        PageFormat keyed = format.withKey(List.of(key));
        return new FirstPage(
                PageReader.again(page, keyed),
                keyed,
                field.isEmpty() ? Identity.WHOLE_RECORD : Identity.found(field.substring(1)));
    }

    private static void requireKey(Page page, Collection collection) {
        if (page.getSize() == 0 || page.keys().size() > 0) {
            return;
        }
        String key = named(collection.format().key());
        throw new InvalidPageException(
                "no record of the first page has the key " + key + " ("
                        + collection.names().parameter("key") + ")"
                        + NearestName.hint(key, page.record(0).getFields().keySet()),
                false,
                null);
    }

    /** Where the API counts from 0 and is asked from 1, the page says that there is one before it. */
    private static void requireFirst(Page page, Collection collection) {
        int number = collection.paging().numberOf(1);
        if (number == 0 || !collection.paging().anyOrder()) {
            return;
        }
        String before = Integer.toString(number - 1);
        for (Hint hint : EndHints.of(page, collection.format())) {
            if (hint.kind() == EndHints.Kind.BEFORE) {
                throw new InvalidPageException(
                        "the first page, number " + number + ", says at '" + hint.at()
                                + "' that there is one before it:"
                                + " does the API count its pages from " + before + "? ("
                                + collection.names().parameter("firstPage") + ")",
                        false,
                        null);
            }
        }
    }

    private static String named(List<JsonPointer> key) {
        return key.stream().map(field -> field.toString().substring(1)).collect(Collectors.joining(", "));
    }
}
