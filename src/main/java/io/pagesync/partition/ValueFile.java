package io.pagesync.partition;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A slice for each line of a file in UTF-8. Empty lines, and those that begin with {@code #}, do not count.
 *
 * @param placeholder the placeholder that takes the line
 * @param file the file
 */
record ValueFile(String placeholder, Path file) implements Slices {
    @Override
    public Set<String> placeholders() {
        return Set.of(placeholder);
    }

    @Override
    public OptionalLong count(Instant now) {
        try (Stream<String> lines = Files.lines(file)) {
            return OptionalLong.of(lines.filter(ValueFile::counts).count());
        } catch (IOException | java.io.UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Opened open(Instant now) {
        try {
            return new Lines(Files.newBufferedReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private PagesyncException unreadable(IOException e) {
        return new PagesyncException(
                "the file of partitions, " + file + ", cannot be read: "
                        + (e instanceof NoSuchFileException
                                ? "there is none, seen from " + Path.of("").toAbsolutePath()
                                : e.getClass().getSimpleName() + ": " + e.getMessage()),
                e);
    }

    private static boolean counts(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private final class Lines implements Opened {
        private final BufferedReader lines;
        private long number;
        private boolean any;

        Lines(BufferedReader lines) {
            this.lines = lines;
        }

        @Override
        public @Nullable Slice next() {
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    number++;
                    if (counts(line)) {
                        any = true;
                        return slice(line.strip());
                    }
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
            if (!any) {
                throw new PagesyncException("the file of partitions, " + file + ", has no line with a value");
            }
            return null;
        }

        private Slice slice(String value) {
            try {
                return new ValueSlice(placeholder, value);
            } catch (InvalidSettingException e) {
                throw new PagesyncException(file + ", line " + number + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            try {
                lines.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }
}
