package io.pagesync.cli;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.data.Licence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forty licences in one table that a mirror keeps, night after night, and {@code approve}. */
final class MirroredLicencesTest {
    private static final int LICENCES = 40;
    private static final String ROWS = "select count(*) from packages where licenseNumber = 'L%d'";

    private final String home = System.getProperty("pagesync.home", "");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void start() throws IOException {
        System.setProperty("pagesync.home", folder.toString());
        bare("licences")
                .with("api", "t3")
                .with("path", "/v2/packages/active")
                .with("query", "RAW(licenseNumber={licenseNumber}&pageSize=20&sort=id:asc)")
                .with("partitions", "licenseNumber from /v2/licenses")
                .with("key", "id")
                .with("verify", "bracketed")
                .with("sorted", "growing")
                .steps(
                        "- to: { uri: kamelet:database-sink, parameters: { table: packages, mode: mirror, ignore: retrievedAt } }")
                .write(folder);
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
    }

    /** A night in which licences have so many packages, by their numbers. */
    private CommandRun night(IntUnaryOperator packages) throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .rateLimit(0)
                .licences(IntStream.range(0, LICENCES)
                        .mapToObj(i -> new Licence("L" + i, "Licence " + i, packages.applyAsInt(i)))
                        .toList())
                .build();
        try (Sandbox sandbox = Sandbox.start(settings)) {
            return pagesync(sandbox.baseUri().toString(), "run", "licences");
        }
    }

    private CommandRun pagesync(String url, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        for (String setting : List.of(
                "pagesync.api.t3.base-url=" + url,
                "pagesync.api.t3.rate-limit=0",
                "pagesync.datasource.main.url=jdbc:sqlite:" + folder.resolve("main.db"))) {
            all.addAll(List.of("--set", setting));
        }
        return CommandRun.of(all.toArray(String[]::new));
    }

    private CommandRun approve(String run, String answer, String... options) {
        List<String> all = new ArrayList<>(List.of("approve", run));
        all.addAll(List.of(options));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        try {
            return pagesync("http://localhost:1", all.toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("main.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : "";
        }
    }

    @Test
    void licence_thatIsEmptyUpstream_isBlocked_andTheOthersLoseWhatIsGone() throws Exception {
        assertThat(night(i -> 30).code()).isZero();

        CommandRun second = night(i -> i == 7 ? 0 : i == 9 ? 28 : 30);

        assertThat(second.code()).as(second.err()).isEqualTo(7);
        assertThat(second.errLines())
                .anyMatch(line -> line.contains("30 of 30 rows of table packages (L7)")
                        && line.contains("the collection came back empty"));
        assertThat(query(ROWS.formatted(7))).isEqualTo("30");
        assertThat(query(ROWS.formatted(9))).isEqualTo("28");
        assertThat(query("select count(*) from packages")).isEqualTo("1198");

        String run = query("select id from pagesync_runs order by started desc limit 1");
        CommandRun no = approve(run, "n\n");
        assertThat(no.code()).isEqualTo(7);
        assertThat(no.out()).contains("30 rows of table packages in ", "Do that? [y/N] nothing was done");
        assertThat(no.out().lines().filter(line -> line.contains("L7"))).hasSize(30);
        assertThat(query(ROWS.formatted(7))).isEqualTo("30");

        CommandRun yes = approve(run, "yes\n");
        assertThat(yes.code()).as(yes.err()).isZero();
        assertThat(yes.out()).endsWith("30 rows of table packages deleted\n");
        assertThat(query(ROWS.formatted(7))).isEqualTo("0");
        assertThat(query("select count(*) from packages")).isEqualTo("1168");
        assertThat(pagesync("http://localhost:1", "runs", "show", run).out())
                .contains("approved: 30 rows of table packages deleted")
                .doesNotContain("blocked");
        assertThat(pagesync("http://localhost:1", "status", "licences").code()).isZero();
        assertThat(approve(run, "").out()).endsWith("nothing waits any more\n");
    }

    @Test
    void licences_thatLoseALittleEach_areBlockedWhenThatIsMuchOfTheTable() throws Exception {
        assertThat(night(i -> 12).code()).isZero();

        CommandRun second = night(i -> 3);

        assertThat(second.code()).as(second.err()).isEqualTo(7);
        assertThat(second.errLines()).anyMatch(line -> line.contains("360 of 480 rows of table packages are gone"));
        assertThat(query("select count(*) from packages")).isEqualTo("480");

        String run = query("select id from pagesync_runs order by started desc limit 1");
        assertThat(approve(run, "", "--yes").out()).endsWith("360 rows of table packages deleted\n");
        assertThat(query("select count(*) from packages")).isEqualTo("120");
    }

    @Test
    void approval_ofARunThatIsNotTheLast_isRefused() throws Exception {
        night(i -> 30);
        night(i -> i == 7 ? 0 : 30);
        String run = query("select id from pagesync_runs order by started desc limit 1");
        night(i -> 30);

        CommandRun approved = approve(run, "", "--yes");

        assertThat(approved.code()).isEqualTo(2);
        assertThat(approved.err()).contains("run " + run + " is not the last one of licences, which is ");
        assertThat(query("select count(*) from packages")).isEqualTo("1200");
    }

    @Test
    void approval_ofARunInWhichNothingWaits_isRefused() throws Exception {
        night(i -> 30);
        String run = query("select id from pagesync_runs order by started desc limit 1");

        CommandRun approved = approve(run, "", "--yes");

        assertThat(approved.code()).isEqualTo(2);
        assertThat(approved.err()).contains("has deleted all that it was to delete, so nothing waits");
    }
}
