package io.pagesync.camel.sync.work;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.camel.sink.SinkUses;
import io.pagesync.camel.sink.SyncEndpoints;
import io.pagesync.run.plan.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.jspecify.annotations.Nullable;

/** What the owner of a run loads by itself, because other processes could not take part without a change of what it promises. */
final class Alone {
    private Alone() {}

    /** Why it loads all of a collection, in a clause; null if others may take part. */
    static @Nullable String why(Collection collection) {
        if (collection.incremental() != null) {
            return "it asks only for what has changed (sinceField)";
        }
        if (collection.gather() != Collection.Gather.REPORT) {
            return "its pages are the answer to who asked for it";
        }
        if (collection.order() == Collection.Order.PAGE) {
            return "its pages are handed on in their order (order: page)";
        }
        return null;
    }

    /**
     * Why it loads all pages of a collection, or of a partition of it, whose first page is read; null if others take part.
     *
     * @param known whether the first page says how many pages there are
     * @param told whether it does by a number
     * @param key the fields of the key of its records
     */
    static @Nullable String why(
            CamelContext context, Collection collection, boolean known, boolean told, List<JsonPointer> key) {
        if (!collection.paging().anyOrder() || !known) {
            return "only its pages say which others there are";
        }
        if (!told) {
            return "its first page tells how many pages there are by a link";
        }
        for (Endpoint endpoint : SyncEndpoints.of(context, collection.sync())) {
            if (endpoint instanceof KameletEndpoint kamelet && SinkUses.isOne(kamelet)) {
                String why = SinkUses.of(context, kamelet).alone(key);
                if (why != null) {
                    return "kamelet:" + kamelet.getTemplateId() + ": " + why;
                }
            }
        }
        return null;
    }
}
