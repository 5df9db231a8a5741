package io.pagesync.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The results as files, one a suite, {@code SUITE.json}. */
public final class ResultFiles {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    /** The files in a folder. */
    public ResultFiles(Path folder) {
        this.folder = folder;
    }

    /** Keeps a result in place of an older one of its suite. */
    public void keep(Result result) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(result.suite() + ".json"), MAPPER.writeValueAsString(result) + "\n");
    }

    /** The results there are of these suites, in their order. */
    public List<Result> of(List<String> suites) throws IOException {
        List<Result> results = new ArrayList<>();
        for (String suite : suites) {
            Path file = folder.resolve(suite + ".json");
            if (Files.exists(file)) {
                results.add(MAPPER.readValue(file.toFile(), Result.class));
            }
        }
        return results;
    }
}
