package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.cli.option.OptionNames;
import io.pagesync.recording.Recording;
import io.pagesync.recording.RecordingFolder;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.SandboxStyle;
import io.pagesync.testing.ShapeServer;
import io.pagesync.testing.ShapeServer.Shape;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code pagesync record} writes is a collection, in whichever way the API pages. */
@Timeout(180)
final class RecordTest {
    private static final String LICENCE = "licenseNumber=C11-0000001-LIC";

    @TempDir
    private Path folder = Path.of("");

    static List<Arguments> stylesAndPages() {
        List<Arguments> all = new ArrayList<>();
        for (SandboxStyle style : SandboxStyle.values()) {
            if (style != SandboxStyle.LINK_NEXT) {
                // Of an API that says the next page by a link alone, one page without a link proves nothing.
                all.add(Arguments.of(style, 1, 100));
            }
            all.add(Arguments.of(style, 2, 200));
            all.add(Arguments.of(style, 9, 345));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("stylesAndPages")
    void record_ofSomePages_isReplayedAsAWholeCollection(SandboxStyle style, int pages, int records) throws Exception {
        List<String> more = new ArrayList<>();
        String url;
        try (Sandbox sandbox = Sandbox.start(
                SandboxSettings.builder().style(style).records(345).build())) {
            Map<String, String> given = new TreeMap<>(style.parameters());
            String path = given.getOrDefault("path", "/v2/packages/active");
            url = path + "?" + (given.containsKey("query") ? LICENCE + "&" + given.get("query") : LICENCE);
            given.keySet().removeAll(Set.of("path", "query"));
            given.forEach((name, value) -> more.addAll(List.of(new OptionNames().parameter(name), value)));
            record(sandbox.baseUri(), url, more, pages);
        }

        assertThat(replayed(url, more)).contains("COMPLETE   " + records + " ");
    }

    /** Those left out are recognised by what a page says that is not recorded: there, options have to say it. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"IGNORES_PARAMETERS", "JSON_SERVER_0", "JSON_SERVER_1", "LIST_BY_NUMBER_FROM_ZERO"})
    void record_ofAnyShape_isReplayedAsAWholeCollection(Shape shape) throws Exception {
        try (ShapeServer server = ShapeServer.start(shape, 95)) {
            record(server.baseUri(), "/items", List.of(), 2);
        }
        Recording recording = new RecordingFolder(folder.resolve("recording")).read();

        assertThat(replayed("/items", List.of())).contains("COMPLETE   ");
        assertThat(recording.pages()).isLessThanOrEqualTo(2);
    }

    private void record(URI server, String url, List<String> options, int pages) {
        List<String> arguments = new ArrayList<>(List.of("record", server + url, "--rate", "0"));
        arguments.addAll(List.of("-n", Integer.toString(pages), "--to", folder.resolve("recording") + ""));
        arguments.addAll(options);
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
    }

    private String replayed(String url, List<String> options) throws Exception {
        Recording recording = new RecordingFolder(folder.resolve("recording")).read();
        try (Sandbox sandbox =
                Sandbox.start(SandboxSettings.builder().replay(recording).build())) {
            List<String> arguments = new ArrayList<>(List.of("load", sandbox.baseUri() + url, "--rate", "0"));
            arguments.addAll(List.of("--to", folder.resolve("replayed.jsonl").toString()));
            arguments.addAll(options);
            CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
            return run.err();
        }
    }
}
