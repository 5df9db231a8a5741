package io.pagesync.run.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.PagesyncException;
import io.pagesync.page.JsonRecord;
import io.pagesync.partition.Slice;
import io.pagesync.partition.Slices;
import io.pagesync.partition.ValueSlice;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a collection is divided: into slices, each of which is loaded as a collection of its own.
 *
 * @param slices the slices, where they can be told; null if they are the records of another collection
 * @param parent the other collection; null if the slices can be told
 * @param collections what a slice is as a collection; throws an InvalidSettingException where it cannot be one
 * @param onPartitionFailure what follows when a partition is not had
 * @param cap the most records the API serves of one request's collection: a slice with more is halved; 0 for no cap
 */
public record Partitioning(
        @Nullable Slices slices,
        @Nullable Parent parent,
        Function<Slice, Collection> collections,
        OnPartitionFailure onPartitionFailure,
        long cap) {

    /** What follows when pages or records of a partition are missing. */
    public enum OnPartitionFailure {
        /** The others are loaded all the same. */
        CONTINUE,
        /** Nothing new is started. */
        STOP
    }

    /**
     * A collection whose records name the slices.
     *
     * @param list the collection
     * @param placeholder what takes the value that a record has
     * @param field where a record has it
     */
    public record Parent(Collection list, String placeholder, JsonPointer field) {
        /**
         * The slice that a record names; null if the record has no value there.
         *
         * @throws io.pagesync.InvalidSettingException if no collection can be asked for by the value
         */
        public @Nullable Slice slice(JsonRecord record) {
            JsonNode value = record.as(JsonNode.class).at(field);
            return value.isValueNode() && !value.isNull() ? new ValueSlice(placeholder, value.asText()) : null;
        }
    }

    /**
     * The halves of a slice that holds more records than the API serves, which are loaded in its place; none if it is loaded
     * as it is.
     *
     * @param records how many it holds; empty if that is not known
     * @throws PagesyncException if it cannot be halved and must be
     */
    public List<Slice> halves(Slice slice, OptionalLong records) {
        if (cap == 0) {
            return List.of();
        }
        long total = records.orElse(-1);
        if (total < 0) {
            throw new PagesyncException("it has no total to compare with the cap of " + cap);
        }
        List<Slice> halves = slice.halves();
        // A total at the cap may be all that the API counts; where there is no telling, the end of the partition does.
        if (total < cap || (total == cap && halves.isEmpty())) {
            return List.of();
        }
        if (halves.isEmpty()) {
            throw new PagesyncException(String.format(
                    Locale.ROOT,
                    "it holds %,d records, more than the cap of %,d, and cannot be halved any further; divide it by"
                            + " something else",
                    total,
                    cap));
        }
        return halves;
    }
}
