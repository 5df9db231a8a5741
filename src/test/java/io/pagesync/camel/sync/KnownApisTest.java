package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.config.ApiReader;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.settings.Naming;
import io.pagesync.testing.ShapeServer;
import io.pagesync.testing.ShapeServer.Shape;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The syncs of docs/apis.md, each against an imitation of its API, and the styles that they name. */
final class KnownApisTest {
    private static final Path STYLES = Path.of("routes/styles");
    private static final Pattern SYNC =
            Pattern.compile("## ([^\\n]+)\\n(?:(?!## ).)*?```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry("WordPress", Shape.WORDPRESS),
            Map.entry("GitHub", Shape.GITHUB),
            Map.entry("GitLab", Shape.GITLAB),
            Map.entry("Shopify", Shape.SHOPIFY),
            Map.entry("Stripe", Shape.STRIPE),
            Map.entry("Django REST framework", Shape.DRF),
            Map.entry("OData", Shape.ODATA),
            Map.entry("JSON:API", Shape.JSON_API),
            Map.entry("Spring Data REST", Shape.SPRING_DATA_REST),
            Map.entry("Elasticsearch", Shape.ELASTICSEARCH),
            Map.entry("MediaWiki", Shape.MEDIAWIKI),
            Map.entry("json-server", Shape.JSON_SERVER_1));

    @TempDir
    private Path folder = Path.of("");

    private static Map<String, String> documented() throws IOException {
        Map<String, String> syncs = new LinkedHashMap<>();
        Matcher sync = SYNC.matcher(Files.readString(Path.of("docs/apis.md")));
        while (sync.find()) {
            syncs.put(sync.group(1), sync.group(2));
        }
        return syncs;
    }

    static Stream<String> apis() throws IOException {
        return documented().keySet().stream();
    }

    @Test
    void documentation_hasASyncForEachImitation() throws IOException {
        assertThat(documented()).containsOnlyKeys(SHAPES.keySet());
    }

    @ParameterizedTest
    @MethodSource("apis")
    void sync_asItIsDocumented_loadsAllOfItsApi(String api) throws IOException {
        String yaml = documented().getOrDefault(api, "").replace("file: ", "file: " + folder + "/");
        Shape shape = SHAPES.getOrDefault(api, Shape.IGNORES_PARAMETERS);
        try (ShapeServer server = ShapeServer.start(shape, 95);
                Engine engine = Engine.start(ApiReader.defaults("shop", server.baseUri()))) {
            engine.addRoutes("documented", yaml);

            RunReport report = Pipeline.run(
                    engine.context(), Syncs.of(engine.context()).all().get(0).name());

            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.records().delivered()).isEqualTo(95);
        }
    }

    static Stream<String> styles() throws IOException {
        try (Stream<Path> files = Files.list(STYLES)) {
            return files
                    .map(file -> file.getFileName().toString().replaceFirst("\\.properties$", ""))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("styles")
    void style_holdsParametersOfACollection(String name) {
        assertThat(Presets.of(name)).isNotEmpty();
    }

    @Test
    void style_ofAUser_isAFile_andWhatIsGivenWins() throws IOException {
        String home = System.getProperty("pagesync.home", "");
        Files.createDirectories(folder.resolve("routes/styles"));
        Files.writeString(
                folder.resolve("routes/styles/mine.properties"), "records = /things\ntotal = /n\npageParameter = p\n");
        System.setProperty("pagesync.home", folder.toString());
        try {
            CollectionParameters given = new CollectionParameters(Map.of(
                    "name", "x", "api", "x", "path", "/x", "style", "mine", "total", "/all", "records", "/data"));

            assertThat(given.collection(URI.create("http://h"), Naming.ofFiles("x"))
                            .format())
                    .satisfies(format -> {
                        assertThat(format.records()).hasToString("/things");
                        assertThat(format.total()).hasToString("/all");
                    });
        } finally {
            System.setProperty("pagesync.home", home);
        }
    }

    @Test
    void style_withWhatIsNoParameter_isRefused() throws IOException {
        String home = System.getProperty("pagesync.home", "");
        Files.createDirectories(folder.resolve("routes/styles"));
        Files.writeString(folder.resolve("routes/styles/mine.properties"), "record = /things\n");
        System.setProperty("pagesync.home", folder.toString());
        try {
            assertThatThrownBy(() -> Presets.of("mine"))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage(
                            "the style 'mine' has 'record', which is no parameter of a collection; did you mean records?");
        } finally {
            System.setProperty("pagesync.home", home);
        }
    }

    @Test
    void styles_ofTheFolder_areThoseThatAHintKnows() throws IOException {
        List<String> files = styles().toList();

        assertThat(Presets.NAMES).containsExactlyInAnyOrderElementsOf(files);
    }
}
