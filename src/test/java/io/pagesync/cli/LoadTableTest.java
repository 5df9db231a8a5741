package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.DatabaseSettings;
import io.pagesync.database.RealDatabase;
import io.pagesync.database.TestDatabase;
import io.pagesync.testing.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code pagesync load URL} into tables. */
final class LoadTableTest {
    private static final String COMPLETE = "COMPLETE   220 of 220 records in 3 pages";

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(220);

    @TempDir
    private Path folder = Path.of("");

    private String[] arguments(String... more) {
        String url = sandbox.sandbox().baseUri() + "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100";
        return Stream.concat(Stream.of("load", url, "--rate", "0"), Stream.of(more))
                .toArray(String[]::new);
    }

    private String load(Map<String, String> environment, String... more) throws Exception {
        try (CommandProcess process =
                CommandProcess.start(
                folder, ProcessBuilder.Redirect.DISCARD, environment, List.of(), arguments(more))) {
            assertThat(process.exitCode(Duration.ofMinutes(2))).as(process.err()).isZero();
            return process.err();
        }
    }

    @ParameterizedTest
    @EnumSource
    void url_ofADatabase_isLoadedIntoItsTable_alsoASecondTime(RealDatabase engine) throws Exception {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseSettings settings = test.settings;
            String to = settings.url() + (settings.url().contains("?") ? "&" : "?") + "table=packages";
            Map<String, String> environment = settings.user() == null
                    ? Map.of()
                    : Map.of(
                            "PAGESYNC_DATASOURCE_MAIN_USER",
                            settings.user(),
                            "PAGESYNC_DATASOURCE_MAIN_PASSWORD",
                            String.valueOf(settings.password().get()));

            assertThat(load(environment, "--to", to)).contains(COMPLETE, "key: id, found in the first page");
            assertThat(load(environment, "--to", to, "--key", "id")).contains(COMPLETE, "0 rows written");

            assertThat(test.rows("select count(*), count(distinct id) from packages"))
                    .containsExactly("220|220");
        }
    }

    @Test
    void table_ofADataSource_isWrittenWhereTheSettingsSay() throws Exception {
        Path file = folder.resolve("elsewhere.db");

        String said = load(
                Map.of("PAGESYNC_DATASOURCE_OTHER_URL", "jdbc:sqlite:" + file),
                "--to",
                "table:issues",
                "--data-source",
                "other");

        assertThat(said).contains(COMPLETE, "table issues in " + file);
        assertThat(Files.exists(file)).isTrue();
    }

    @Test
    void passwordInTheArgument_isRefused() {
        CommandRun run = CommandRun.of(arguments("--to", "jdbc:postgresql://host/db?user=me&password=s3cret&table=t"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("the URL of data source main holds a password; set the data source's user and password instead")
                .doesNotContain("s3cret");
    }

    @Test
    void urlWithoutATable_isRefusedWithWhatIsMissing() {
        CommandRun run = CommandRun.of(arguments("--to", "jdbc:postgresql://host/db"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("names no table; write it as jdbc:...?table=NAME");
    }

    @Test
    void dataSourceThatThereIsNot_isRefused() {
        CommandRun run = CommandRun.of(arguments("--to", "table:t", "--data-source", "nowhere"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no data source named 'nowhere'");
    }
}
