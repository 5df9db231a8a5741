package io.pagesync.run.plan;

import io.pagesync.since.Since;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a collection is asked only for what has changed.
 *
 * @param since what its records say of that, and since when it is asked
 * @param collections the collection since a mark, as the API writes it; null for a run that has none
 */
public record Incremental(Since since, Function<@Nullable String, Collection> collections) {
    /**
     * What a run loads that asks since this; null for everything.
     *
     * @throws io.pagesync.InvalidSettingException if it cannot be asked for
     */
    public Collection since(@Nullable String mark) {
        return collections.apply(mark).withIncremental(this);
    }
}
