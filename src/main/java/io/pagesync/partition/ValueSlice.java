package io.pagesync.partition;

import io.pagesync.InvalidSettingException;
import java.util.Map;

/**
 * The slice of one value, which is its scope.
 *
 * @param placeholder the placeholder's name
 * @param value the value, not encoded
 */
public record ValueSlice(String placeholder, String value) implements Slice {
    private static final int LONGEST = 1000;

    /**
     * Checks the value: it goes into URLs, headers and reports.
     *
     * @throws InvalidSettingException if it is empty, too long, or has a control character
     */
    public ValueSlice {
        String wrong = value.isEmpty()
                ? "is empty"
                : value.length() > LONGEST
                        ? "is longer than " + LONGEST + " characters"
                        : value.chars().anyMatch(Character::isISOControl)
                                ? "is no single line of text"
                                : value.equals(".") || value.equals("..")
                                        ? "is '" + value + "', which no path takes"
                                        : "";
        if (!wrong.isEmpty()) {
            throw new InvalidSettingException("a value of the partitions' " + placeholder + " " + wrong);
        }
    }

    @Override
    public String name() {
        return placeholder + "=" + value;
    }

    @Override
    public Map<String, String> values() {
        return Map.of(placeholder, value);
    }

    @Override
    public Map<String, String> scope() {
        return values();
    }
}
