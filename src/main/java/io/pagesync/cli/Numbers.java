package io.pagesync.cli;

import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number, and says what is no number without the names of Java's types. */
final class Numbers<N extends Number> implements ITypeConverter<N> {
    private final Function<String, N> reader;
    private final String what;

    private Numbers(Function<String, N> reader, String what) {
        this.reader = reader;
        this.what = what;
    }

    static ITypeConverter<Integer> whole() {
        return new Numbers<>(Integer::valueOf, "whole number (of at most 2147483647)");
    }

    static ITypeConverter<Double> decimal() {
        return new Numbers<>(text -> finite(Double.parseDouble(text)), "number, such as 10 or 2.5");
    }

    @Override
    public N convert(String text) {
        try {
            return reader.apply(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no " + what);
        }
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new NumberFormatException("not finite");
        }
        return value;
    }
}
