package io.pagesync.cli;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.jms.TestBroker;
import io.pagesync.database.own.OwnTables;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestSync;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code pagesync check}: what a run would need, one line each. */
final class CheckCommandTest {
    private static EmbeddedPostgres postgres;

    private final String home = System.getProperty("pagesync.home", "");

    @RegisterExtension
    private final SandboxExtension sandbox =
            SandboxExtension.of(SandboxSettings.builder().records(250).authRequired(true));

    private Path folder = Path.of("");

    @BeforeAll
    static void startPostgres() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        try (Connection admin = postgres.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("create user loader password 's3cret'");
            statement.execute("create user reader password 's3cret'");
            statement.execute("create database shop");
            statement.execute("alter database shop owner to loader");
            // As servers are set up: who connects must know the password.
            Path rules;
            try (ResultSet file = statement.executeQuery("show hba_file")) {
                file.next();
                rules = Path.of(file.getString(1));
            }
            String open = Files.readString(rules);
            Files.writeString(rules, "host all loader,reader 127.0.0.1/32 scram-sha-256\n" + open);
            statement.execute("select pg_reload_conf()");
        }
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        System.setProperty("pagesync.home", folder.toString());
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("key"), "demo-key");
        Files.writeString(folder.resolve("password"), "s3cret");
        sync("table: packages, ignore: retrievedAt");
    }

    @AfterEach
    void stop() throws SQLException {
        System.setProperty("pagesync.home", home);
        execute("drop table if exists packages, " + String.join(", ", OwnTables.all()));
    }

    private void sync(String sink) throws IOException {
        packages().with("key", "id").steps("""
                - multicast:
                    steps:
                      - to: { uri: kamelet:database-sink, parameters: { %s } }
                      - to: direct:rest
                """.formatted(sink)).write(folder);
        Files.writeString(folder.resolve("routes/rest.camel.yaml"), """
                - from:
                    uri: direct:rest
                    steps:
                      - choice:
                          when:
                            - simple: "${body.size} > 3"
                              steps:
                                - to: seda:rest
                """);
    }

    private void steps(String... steps) throws IOException {
        packages()
                .with("query", "RAW(licenseNumber=" + TestSync.LICENCE + ")")
                .steps(Stream.of(steps).map("- %s\n"::formatted).collect(Collectors.joining()))
                .write(folder);
    }

    private CommandRun command(String command, String... more) {
        List<String> all = new ArrayList<>(List.of(command, command.equals("run") ? "packages" : "-v"));
        settings().forEach(each -> all.addAll(List.of("--set", each)));
        List.of(more).forEach(each -> all.addAll(List.of("--set", each)));
        all.remove("-v");
        return CommandRun.of(all.toArray(String[]::new));
    }

    private List<String> settings() {
        return List.of(
                "pagesync.api.t3.base-url=" + sandbox.baseUri(),
                "pagesync.api.t3.rate-limit=0",
                "pagesync.api.t3.attempts=1",
                "pagesync.api.t3.auth.type=token-exchange",
                "pagesync.api.t3.auth.path=/v2/auth/apikey",
                "pagesync.api.t3.auth.body={\"apiKey\":\"${key}\",\"stateCode\":\"CA\"}",
                "pagesync.api.t3.auth.key-file=" + folder.resolve("key"),
                "pagesync.datasource.main.url=jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/shop",
                "pagesync.datasource.main.user=loader",
                "pagesync.datasource.main.password-file=" + folder.resolve("password"),
                "pagesync.datasource.main.timeout=1s");
    }

    private static List<String> tables() throws SQLException {
        try (Connection shop = postgres.getDatabase("postgres", "shop").getConnection();
                ResultSet tables = shop.getMetaData().getTables(null, "public", null, new String[] {"TABLE"})) {
            List<String> names = new ArrayList<>();
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
            return names;
        }
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection shop = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/shop", "loader", "s3cret");
                Statement statement = shop.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Test
    void check_ofASoundSync_saysWhatWasUsedAndLeavesNothingBehind() throws SQLException {
        CommandRun run = command("check");

        assertThat(run.out().lines())
                .containsExactly(
                        "packages         ok      API t3, logged in by token-exchange",
                        "packages         ok      first page: 250 records in 3 pages of 100, " + sandbox.baseUri()
                                + "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100",
                        "packages         ok      table packages in data source main would be made",
                        "packages         ok      seda:rest is known, what is behind it was not asked");
        assertThat(run.code()).isZero();
        assertThat(tables()).isEmpty();
    }

    @Test
    void check_ofATableThatIsThere_changesNoRow() throws SQLException {
        assertThat(command("run").code()).isZero();
        CommandRun run = command("check");

        assertThat(run.out()).contains("ok      table packages in data source main can be written");
        assertThat(command("run").err()).contains("250 records, 0 rows written");
    }

    @Test
    void check_whereEverythingIsWrong_saysAllOfIt() throws IOException {
        Files.writeString(folder.resolve("key"), "wrong");
        Files.writeString(folder.resolve("password"), "wrong");
        CommandRun run = command("check");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("packages         FAILED  API t3, not logged in by token-exchange: ")
                        && line.contains("check pagesync.api.t3.auth.body, pagesync.api.t3.auth.key (file "))
                .anyMatch(line -> line.startsWith("packages         FAILED  table packages of data source main: ")
                        && line.contains("password authentication failed for user \"loader\"")
                        && line.contains("check pagesync.datasource.main.user and pagesync.datasource.main.password"));
    }

    @Test
    void check_ofAServerThatIsDown_namesItsUrl() {
        CommandRun run = command("check", "pagesync.datasource.main.url=jdbc:postgresql://127.0.0.1:1/shop");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("FAILED  table packages of data source main: .*refused.*"
                        + "; check pagesync.datasource.main.url, and that the server is up");
    }

    @Test
    void check_andRun_ofATableOneMayNotWrite_nameTheGrant() throws SQLException {
        assertThat(command("run").code()).isZero();
        execute(
                "grant all on " + String.join(", ", OwnTables.all()) + " to reader",
                "grant create, usage on schema public to reader",
                "grant select on packages to reader");
        CommandRun check = command("check", "pagesync.datasource.main.user=reader");
        CommandRun run = command("run", "pagesync.datasource.main.user=reader");

        String sentence = "permission denied for table packages; its owner can GRANT SELECT, INSERT, UPDATE, DELETE to"
                + " the user of pagesync.datasource.main.user";
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).contains(sentence);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(sentence);
    }

    @Test
    void ddl_printsWhatADatabaseNeeds_andNothingElseMakesIt() throws SQLException {
        String setting = "pagesync.datasource.main.ddl=check";
        CommandRun before = command("check", setting);
        CommandRun refused = command("run", setting);
        CommandRun ddl = CommandRun.of(arguments("ddl", setting));

        assertThat(before.code()).isEqualTo(1);
        assertThat(before.out())
                .contains("Pagesync's own tables, pagesync_*, are not there")
                .contains("pagesync ddl SYNC");
        assertThat(refused.err()).contains("the ledger in data source main: Pagesync's own tables");
        assertThat(tables()).isEmpty();
        assertThat(ddl.code()).isZero();
        assertThat(ddl.out())
                .startsWith("-- table packages of data source main (PostgreSQL)")
                .contains("create table \"packages\" (\"id\" bigint not null, ")
                .contains("create table if not exists \"pagesync_marks\"");

        execute(ddl.out());
        execute(
                "grant select, insert, update, delete on all tables in schema public to reader",
                "alter table packages drop column \"retrievedAt\"");
        CommandRun check = command("check", setting, "pagesync.datasource.main.user=reader");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out())
                .contains("the field '/retrievedAt' has no column; have its owner run alter table \"packages\" add"
                        + " \"retrievedAt\" text, or leave it out by leaveOut or ddl: none");

        CommandRun run = command("run", "pagesync.datasource.main.ddl=none", "pagesync.datasource.main.user=reader");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("250 records, 250 rows written").contains("'retrievedAt' is left out");
        assertThat(CommandRun.of(arguments("ddl", setting)).out())
                .contains("alter table \"packages\" add \"retrievedAt\" text;")
                .doesNotContain("create table");
    }

    private String[] arguments(String command, String... more) {
        List<String> all = new ArrayList<>(List.of(command, "packages"));
        settings().forEach(each -> all.addAll(List.of("--set", each)));
        List.of(more).forEach(each -> all.addAll(List.of("--set", each)));
        return all.toArray(String[]::new);
    }

    @Test
    void secrets_thatAreChangedInTheirFiles_areUsedFromThenOn() throws Exception {
        Map<String, String> overrides = new HashMap<>();
        settings().forEach(each -> overrides.put(each.replaceFirst("=.*", ""), each.replaceFirst("^[^=]*=", "")));
        try (Engine engine = Engine.application(overrides, failed -> {})) {
            assertThat(Pipeline.run(engine.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);

            admin("alter user loader password 'n3w'");
            Files.writeString(folder.resolve("password"), "n3w\n");
            admin("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'loader'");

            assertThat(Pipeline.run(engine.context(), "packages").failures()).isEmpty();
        } finally {
            admin("alter user loader password 's3cret'");
        }
    }

    private static void admin(String sql) throws SQLException {
        try (Connection admin = postgres.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void check_ofWrongSettingsAndRoutes_saysThemFirst() throws IOException {
        sync("table: packages, mode: merge");
        CommandRun run = command("check", "pagesync.api.t3.concurrency=0");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out().lines()).hasSize(2);
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void check_ofAFileThatIsNotThere_doesNotMakeIt() {
        CommandRun run = command(
                "check",
                "pagesync.datasource.main.url=jdbc:sqlite:" + folder.resolve("data/x.db"),
                "pagesync.datasource.main.user=",
                "pagesync.datasource.main.password-file=");

        assertThat(run.out())
                .contains("ok      table packages in " + folder.resolve("data/x.db") + " would be made, and its file");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void check_ofOtherDestinations_asksThemAndLeavesNothingBehind() throws Exception {
        try (TestBroker broker = TestBroker.start()) {
            steps("to: jms:queue:packages", "to: file:" + folder.resolve("out"));
            Files.writeString(folder.resolve("broker"), TestBroker.PASSWORD);
            CommandRun run = command(
                    "check",
                    "pagesync.jms.url=" + broker.url(),
                    "pagesync.jms.user=" + TestBroker.USER,
                    "pagesync.jms.password-file=" + folder.resolve("broker"));

            assertThat(run.out().lines())
                    .anyMatch(line -> line.startsWith(
                            "packages         ok      jms:queue:packages: the message broker answers (ActiveMQ "))
                    .contains("packages         ok      file:" + folder.resolve("out") + ": can be written");
            assertThat(run.code()).isZero();
            assertThat(folder.resolve("out")).doesNotExist();
            assertThat(broker.has("packages")).isFalse();
        }
    }

    @Test
    void check_ofOtherDestinationsThatAreDown_saysTheCureOfEach() throws IOException {
        Path file = Files.createFile(folder.resolve("out"));
        steps(
                "to: jms:queue:packages",
                "to: { uri: kafka:packages, parameters: { brokers: '127.0.0.1:1' } }",
                "to: file:" + file);
        CommandRun run = command("check", "pagesync.jms.url=tcp://127.0.0.1:1");

        assertThat(run.out().lines().filter(line -> line.contains("FAILED")))
                .hasSize(3)
                .anyMatch(line ->
                        line.contains("jms:queue:packages: the message broker tcp://127.0.0.1:1 cannot be reached")
                                && line.endsWith("; start it, or mend pagesync.jms.url"))
                .anyMatch(line -> line.contains("kafka:packages: no broker listens at 127.0.0.1:1")
                        && line.endsWith("; start one, or mend the parameter brokers"))
                .anyMatch(line -> line.endsWith("file:" + file + ": the folder " + file + " cannot be written: " + file
                        + " is no folder one can write to; name another folder"));
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void check_ofABrokerThatKnowsAnotherPassword_namesItsSetting() throws Exception {
        steps("to: jms:queue:packages");
        Files.writeString(folder.resolve("broker"), "wrong");
        try (TestBroker broker = TestBroker.start()) {
            CommandRun run = command(
                    "check",
                    "pagesync.jms.url=" + broker.url(),
                    "pagesync.jms.user=" + TestBroker.USER,
                    "pagesync.jms.password-file=" + folder.resolve("broker"));

            assertThat(run.out())
                    .contains("FAILED  jms:queue:packages: the message broker " + broker.url() + " refuses the user "
                            + TestBroker.USER + "; check pagesync.jms.user and pagesync.jms.password");
            assertThat(run.code()).isEqualTo(1);
        }
    }
}
