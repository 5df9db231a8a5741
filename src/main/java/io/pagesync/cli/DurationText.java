package io.pagesync.cli;

import io.pagesync.InvalidSettingException;
import io.pagesync.settings.Parse;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a length of time as settings do: 500ms, 30s, 5m, 2h; a bare number is seconds. */
final class DurationText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return Parse.time("it", text);
        } catch (InvalidSettingException e) {
            throw new TypeConversionException("'" + text + "' is no length of time; write it as 500ms, 30s, 5m or 2h");
        }
    }
}
