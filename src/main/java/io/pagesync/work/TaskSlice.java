package io.pagesync.work;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.pagesync.partition.Slice;
import io.pagesync.partition.ValueSlice;
import java.util.Map;

/**
 * The slice of a collection that a page is of, as it is told to another process.
 *
 * @param name see {@link Slice#name}
 * @param values see {@link Slice#values}
 * @param scope see {@link Slice#scope}
 * @param ofNumbers see {@link Slice#isOfNumbers}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TaskSlice(String name, Map<String, String> values, Map<String, String> scope, boolean ofNumbers)
        implements Slice {
    /**
     * Checks the values, which go into URLs.
     *
     * @throws io.pagesync.InvalidSettingException if one cannot stand in one
     */
    public TaskSlice {
        values = Map.copyOf(values);
        scope = Map.copyOf(scope);
        values.forEach(ValueSlice::new);
    }

    static TaskSlice of(Slice slice) {
        return new TaskSlice(slice.name(), slice.values(), slice.scope(), slice.isOfNumbers());
    }

    @Override
    @JsonProperty("ofNumbers")
    public boolean isOfNumbers() {
        return ofNumbers;
    }
}
