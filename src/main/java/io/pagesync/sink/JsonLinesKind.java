package io.pagesync.sink;

import io.pagesync.InvalidSettingException;
import io.pagesync.destination.Destination;
import io.pagesync.destination.DestinationKind;
import io.pagesync.destination.DestinationUse;
import io.pagesync.page.Page;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Setting;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records as JSON Lines: in a file, on a device or a named pipe, or on standard output, which is a minus sign. */
public final class JsonLinesKind implements DestinationKind {
    private static final Declarations PARAMETERS = new Declarations();
    private static final Setting<String> FILE =
            PARAMETERS.required("file", Form.FILE.where(file -> true, "a file's path, or - for standard output"), "");
    private static final Setting<Boolean> FSYNC = PARAMETERS.add("fsync", Form.FLAG, "false", "");
    private static final Setting<Integer> PART_SIZE = PARAMETERS.add("partSize", Form.WHOLE, "0", "");
    private static final Setting<Integer> PART_RECORDS = PARAMETERS.add("partRecords", Form.WHOLE, "0", "");
    private static final String STANDARD_OUTPUT = "-";
    private static final List<String> ENDS = List.of(".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz");

    @Override
    public String kamelet() {
        return "jsonl-sink";
    }

    @Override
    public DestinationUse use(Map<String, String> parameters, Host host) {
        Map<String, String> said = new HashMap<>(parameters);
        said.values().removeIf(String::isBlank);
        FileParts parts = new FileParts(read(PART_SIZE, said), read(PART_RECORDS, said));
        String file = read(FILE, parameters);
        if (parts.divide() && (file.equals(STANDARD_OUTPUT) || FilePlace.ofRoute(file).stream())) {
            throw new InvalidSettingException("kamelet:jsonl-sink has a size of parts (partSize, partRecords) for "
                    + file + ", which is no file; leave it out, or name a file");
        }
        return new Lines(file, read(FSYNC, said), parts);
    }

    /** The parameters of the Kamelet. */
    static List<Setting<?>> parameters() {
        return PARAMETERS.list();
    }

    /** A file by its end; a device or a named pipe by what it is. What is relative is so to the working directory. */
    @Override
    public Optional<Map<String, String>> parametersOf(String to) {
        // Its link may lead to a file of any name.
        if (to.equals(STANDARD_OUTPUT) || to.equals("/dev/stdout")) {
            return Optional.of(Map.of(FILE.name(), STANDARD_OUTPUT));
        }
        return ENDS.stream().anyMatch(to::endsWith) || FilePlace.isStream(to)
                ? Optional.of(Map.of(FILE.name(), FilePlace.ofCommand(to)))
                : Optional.empty();
    }

    @Override
    public Optional<Path> file(Map<String, String> parameters) {
        String file = parameters.getOrDefault(FILE.name(), "");
        if (file.equals(STANDARD_OUTPUT)) {
            return Optional.empty();
        }
        FilePlace place = FilePlace.ofRoute(file);
        place.requireWritable();
        return place.stream() ? Optional.empty() : Optional.of(place.path());
    }

    private record Lines(String file, boolean fsync, FileParts parts) implements DestinationUse {
        @Override
        public String check(Collection collection, @Nullable Page first) {
            if (file.equals(STANDARD_OUTPUT)) {
                return "standard output takes the records";
            }
            FilePlace.ofRoute(file).requireWritable();
            return "file " + file + " can be written";
        }

        @Override
        public Destination open(Run run) {
            if (file.equals(STANDARD_OUTPUT)) {
                return new JsonLinesStream("standard output", new FileOutputStream(FileDescriptor.out));
            }
            FilePlace place = FilePlace.ofRoute(file);
            return place.stream() ? JsonLinesStream.at(place) : JsonLinesFile.open(place, run, fsync, parts);
        }
    }
}
