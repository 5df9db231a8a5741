package io.pagesync.run.plan;

import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.settings.NearestName;
import java.util.stream.Collectors;

/** What is looked at when the first page has arrived, however pages are asked for. */
final class FirstPageCheck {
    private FirstPageCheck() {}

    /** Throws if a key is named that no record has. */
    static void requireKey(Page first, Collection collection) {
        if (collection.format().key().isEmpty()
                || first.getSize() == 0
                || first.keys().size() > 0) {
            return;
        }
        String key = collection.format().key().stream()
                .map(field -> field.toString().substring(1))
                .collect(Collectors.joining(", "));
        throw new InvalidPageException(
                "no record of the first page has the key " + key + " ("
                        + collection.names().parameter("key") + ")"
                        + NearestName.hint(key, first.record(0).getFields().keySet()),
                false,
                null);
    }
}
