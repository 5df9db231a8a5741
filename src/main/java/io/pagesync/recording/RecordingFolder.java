package io.pagesync.recording;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.page.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A recording as a folder: {@code recording.json} says which answer is for which request, and each body is a file beside it,
 * byte for byte.
 */
public final class RecordingFolder {
    /** The file that says which answer is for which request. */
    public static final String INDEX = "recording.json";

    private static final int FORM = 1;
    private static final long MOST_BYTES = 256L << 20;
    private static final String ATTRIBUTES = ".gitattributes";
    /** Git would change the line ends of bodies, which are part of them. */
    private static final String AS_THEY_ARE = "* -text\n";

    private final Path folder;

    public RecordingFolder(Path folder) {
        this.folder = folder;
    }

    /** What stands in {@code recording.json}. */
    @JsonPropertyOrder({"pagesyncRecording", "origin", "leftOut", "about", "answers"})
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Index(
            @JsonProperty(required = true) int pagesyncRecording,
            @Nullable String origin,
            @Nullable Set<String> leftOut,
            @Nullable String about,
            @Nullable List<Line> answers) {}

    /** An answer there. */
    @JsonPropertyOrder({"method", "path", "query", "body", "page", "status", "headers", "file"})
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Line(
            @Nullable String method,
            @Nullable String path,
            @Nullable String query,
            @Nullable String body,
            @Nullable Integer page,
            @Nullable Integer status,
            @Nullable Map<String, String> headers,
            @Nullable String file) {}

    /**
     * Reads it.
     *
     * @throws InvalidSettingException if it is no recording, or one that cannot be, in one sentence
     */
    public Recording read() {
        Path file = folder.resolve(INDEX);
        if (!Files.isRegularFile(file)) {
            throw new InvalidSettingException(folder + " is no recording: there is no " + INDEX
                    + " in it; pagesync record URL --to " + folder + " makes one");
        }
        try {
            Index index = Json.MAPPER.readValue(Files.readAllBytes(file), Index.class);
            if (index.pagesyncRecording() != FORM) {
                throw new InvalidSettingException(file + " has pagesyncRecording " + index.pagesyncRecording()
                        + "; this version of Pagesync reads " + FORM);
            }
            List<RecordedAnswer> answers = new ArrayList<>();
            long bytes = 0;
            for (Line line : Objects.requireNonNullElse(index.answers(), List.<Line>of())) {
                RecordedAnswer answer = answer(line, file + ", answer " + (answers.size() + 1));
                bytes += answer.body().length;
                if (bytes > MOST_BYTES) {
                    throw new InvalidSettingException(
                            folder + " holds more than " + (MOST_BYTES >> 20) + " MB; make it smaller");
                }
                answers.add(answer);
            }
            return new Recording(
                    new Origin(Objects.requireNonNullElse(index.origin(), "")),
                    Objects.requireNonNullElse(index.leftOut(), Set.of()),
                    Objects.requireNonNullElse(index.about(), ""),
                    answers);
        } catch (JsonProcessingException e) {
            throw new InvalidSettingException(file + " is no recording: " + e.getOriginalMessage() + ", at line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw new PagesyncException("the recording in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private RecordedAnswer answer(Line line, String where) throws IOException {
        RecordedRequest request = new RecordedRequest(
                Objects.requireNonNullElse(line.method(), "GET"),
                Objects.requireNonNullElse(line.path(), ""),
                Objects.requireNonNullElse(line.query(), ""),
                line.body());
        request.requireSound(where);
        int status = Objects.requireNonNullElse(line.status(), 200);
        if (status < 200 || status > 599) {
            throw new InvalidSettingException(where + " has the status " + status + "; it must be from 200 to 599");
        }
        String name = Objects.requireNonNullElse(line.file(), "");
        return new RecordedAnswer(
                request,
                line.page(),
                status,
                Objects.requireNonNullElse(line.headers(), Map.of()),
                name,
                name.isEmpty() ? new byte[0] : body(name, where));
    }

    private byte[] body(String name, String where) throws IOException {
        Path file = folder.resolve(name);
        if (!name.matches("[\\w-][\\w.-]*") || !Files.isRegularFile(file)) {
            throw new InvalidSettingException(
                    where + " names the file " + name + ", which is not in its folder; bodies stand beside " + INDEX);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new InvalidSettingException(file + " is larger than " + (MOST_BYTES >> 20) + " MB");
        }
        return Files.readAllBytes(file);
    }

    /**
     * Refuses a folder that holds anything but a recording.
     *
     * @throws InvalidSettingException if it does
     */
    public void requireFree() {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new InvalidSettingException(folder + " is a file; a recording is a folder");
        }
        Set<String> others = new TreeSet<>(files());
        if (others.contains(INDEX)) {
            others.removeAll(ours());
        }
        if (!others.isEmpty()) {
            throw new InvalidSettingException(
                    folder + " holds " + others.iterator().next()
                            + ", which is of no recording, so nothing is written there; name a new folder");
        }
    }

    /** Writes a recording there, in place of the one that is there. */
    public void write(Recording recording) {
        requireFree();
        try {
            Files.createDirectories(folder);
            // Last of all, so that a folder in which it stands is whole; and what goes is what the one before has
            // named.
            Set<String> old = ours();
            Files.deleteIfExists(folder.resolve(INDEX));
            for (String name : old) {
                Files.deleteIfExists(folder.resolve(name));
            }
            List<Line> lines = new ArrayList<>();
            for (RecordedAnswer answer : recording.answers()) {
                if (!answer.file().isEmpty()) {
                    Files.write(folder.resolve(answer.file()), answer.body());
                }
                lines.add(line(answer));
            }
            Files.writeString(folder.resolve(ATTRIBUTES), AS_THEY_ARE);
            Index index = new Index(
                    FORM, recording.origin().text(), new TreeSet<>(recording.leftOut()), recording.about(), lines);
            Files.writeString(folder.resolve(INDEX), text(index), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new PagesyncException(
                    "the recording cannot be written to " + folder + ": " + e + "; is the folder writable?", e);
        }
    }

    private static Line line(RecordedAnswer answer) {
        RecordedRequest request = answer.request();
        return new Line(
                request.method(),
                request.path(),
                request.query(),
                request.body(),
                answer.page(),
                answer.status(),
                answer.headers(),
                answer.file());
    }

    private static String text(Index index) throws JsonProcessingException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        return Json.MAPPER.writer(printer).writeValueAsString(index) + "\n";
    }

    /** The names of the files that the recording there consists of, as far as it can be read. */
    private Set<String> ours() {
        Set<String> names = new TreeSet<>(Set.of(INDEX, ATTRIBUTES));
        try {
            Index index = Json.MAPPER.readValue(Files.readAllBytes(folder.resolve(INDEX)), Index.class);
            for (Line line : Objects.requireNonNullElse(index.answers(), List.<Line>of())) {
                String file = Objects.requireNonNullElse(line.file(), "");
                if (file.matches("[\\w-][\\w.-]*")) {
                    names.add(file);
                }
            }
        } catch (IOException e) {
            // What it has named nobody knows; its other files are somebody's.
        }
        return names;
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new PagesyncException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
