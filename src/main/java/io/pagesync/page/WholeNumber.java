package io.pagesync.page;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads a whole number from what an API wrote: {@code 25}, {@code "25"}, {@code 25.0}, {@code "1,095"}. */
public final class WholeNumber {
    // Enough for any long in any notation; longer texts are not numbers of records but an attack on BigDecimal.
    private static final int LONGEST = 40;
    private static final Pattern WITH_SEPARATORS = Pattern.compile("\\d{1,3}(,\\d{3})+");

    private WholeNumber() {}

    /** The number, or empty if the text is none, has a fraction, or lies outside 0 to 2^63-1. */
    public static OptionalLong parse(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST) {
            return OptionalLong.empty();
        }
        boolean separated =
                stripped.indexOf(',') > 0 && WITH_SEPARATORS.matcher(stripped).matches();
        try {
            BigDecimal number = new BigDecimal(separated ? stripped.replace(",", "") : stripped);
            if (number.precision() - (long) number.scale() > 19) {
                return OptionalLong.empty();
            }
            long value = number.longValueExact();
            return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
