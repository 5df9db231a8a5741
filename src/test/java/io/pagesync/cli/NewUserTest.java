package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The README, read by somebody new: the shipped sync copied for another licence, every command on it, and every mistake
 * one makes, each with its one sentence. What takes a database server is in {@link CheckCommandTest}.
 */
final class NewUserTest {
    private static final String COPY = "routes/retail.camel.yaml";

    private final String home = System.getProperty("pagesync.home", "");
    private Sandbox sandbox;
    private Path folder = Path.of("");

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        sandbox = Sandbox.start(SandboxSettings.builder().records(2500).build());
        System.setProperty("pagesync.home", folder.toString());
        Path shipped = Path.of("routes/packages.camel.yaml");
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Files.copy(shipped, routes.resolve("packages.camel.yaml"));
        String text = Files.readString(shipped);
        Files.writeString(
                folder.resolve(COPY),
                text.substring(0, text.indexOf("      steps:"))
                                .replace("id: packages", "id: retail")
                                .replace("C11-0000001-LIC", "C11-0000002-LIC")
                        + """
                              steps:
                                - to: { uri: kamelet:database-sink, parameters: { table: packages, ignore: retrievedAt } }
                        """);
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
        sandbox.close();
    }

    private CommandRun command(String command, String... settings) {
        List<String> all = new ArrayList<>(List.of(command.split(" ", -1)));
        List<String> set = new ArrayList<>(List.of(
                "pagesync.api.t3.base-url=" + sandbox.baseUri(),
                "pagesync.datasource.main.url=jdbc:sqlite:" + folder.resolve("data/pagesync.db")));
        set.addAll(List.of(settings));
        set.forEach(each -> all.addAll(List.of("--set", each)));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private void change(String from, String to) throws IOException {
        Path copy = folder.resolve(COPY);
        String before = Files.readString(copy);
        assertThat(before).contains(from);
        Files.writeString(copy, before.replace(from, to));
    }

    private String first(String query) {
        return "GET " + sandbox.baseUri() + "/v2/packages/active?" + query + "&pageSize=500&sort=id:asc&page=1";
    }

    @Test
    void copyForAnotherLicence_isLintedCheckedPlannedAndRun_andRunAgainChangesNothing() throws SQLException {
        assertThat(command("lint")).isEqualTo(new CommandRun(0, "no findings: 2 syncs, settings and routes\n", ""));
        assertThat(command("list").out().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("retail ") && line.contains("?licenseNumber=C11-0000002-LIC&"));

        CommandRun check = command("check retail");
        assertThat(check.code()).isZero();
        assertThat(check.out().lines())
                .containsExactly(
                        "retail           ok      API t3, asked without a log-in",
                        "retail           ok      first page: 250 records in 1 page of 500, " + sandbox.baseUri()
                                + "/v2/packages/active?licenseNumber=C11-0000002-LIC&pageSize=500&sort=id:asc",
                        "retail           ok      table packages in " + folder.resolve("data/pagesync.db")
                                + " would be made, and its file");
        assertThat(command("plan retail").out()).contains("records    250\n", "pages      1 of 500 records\n");

        CommandRun run = command("run retail");
        assertThat(run.code()).isZero();
        assertThat(run.err())
                .startsWith("COMPLETE   250 of 250 records in 1 page")
                .contains(
                        "evidence   counted, end seen, unique keys, bracketed\n",
                        "(250 records, 250 rows written, 0 refused)\n");
        assertThat(rows()).isEqualTo(250);

        CommandRun again = command("run retail");
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("(250 records, 0 rows written, 0 refused)\n");
        assertThat(rows()).isEqualTo(250);
    }

    private int rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/pagesync.db"));
                ResultSet count = connection
                        .createStatement()
                        .executeQuery("select count(*) from packages where licenseNumber = 'C11-0000002-LIC'")) {
            return count.getInt(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api: t3 | api: t4 | there is no API named 't4'; did you mean t3?",
                "verify: | verfy: | there is no parameter 'verfy' of kamelet:collection-source; did you mean verify?",
                "path: /v2 | path: v2 | the sync retail has path: 'v2/packages/active'; it must be a path that begins with"
                        + " a slash",
                "verify: bracketed | verify: braketed | the sync retail has verify: 'braketed'; it must be one of counted,"
                        + " bracketed, confirmed",
                "verify: bracketed | schedule: 0 2 * * * | the sync retail has schedule: '0 2 * * *'; it must be a cron"
                        + " expression of six or seven fields, such as 0 0 2 * * ? for every night at two (Unexpected end"
                        + " of expression.)",
                "verify: bracketed | schedule: 0 0 25 * * ? | the sync retail has schedule: '0 0 25 * * ?'; it must be a"
                        + " cron expression of six or seven fields, such as 0 0 2 * * ? for every night at two (Hour values"
                        + " must be between 0 and 23)",
                "scope: licenseNumber | scope: licence | the sync retail has scope: 'licence'; it names 'licence', which"
                        + " has no value in the query; there is licenseNumber, pageSize, sort",
                "id: retail | id: my-retail | the sync my-retail has name: 'my-retail'; it must be a lower-case letter,"
                        + " then letters and digits; it is the route's id, if no name is given",
                "id: retail | id: packages | there are two routes with the id packages; give one of them another id",
                "'table: packages, ' | '' | kamelet:database-sink needs table; it is not given",
                "database-sink | databse-sink | there is no kamelet:databse-sink; did you mean database-sink?",
                "collection-source | colection-source | there is no kamelet:colection-source; did you mean"
                        + " collection-source?",
            })
    void mistake_inTheRoute_isOneSentence(String right, String wrong, String sentence) throws IOException {
        change(right, wrong);

        assertThat(command("lint")).isEqualTo(new CommandRun(2, COPY + ": " + sentence + "\n", ""));
        assertThat(command("check")).isEqualTo(new CommandRun(2, COPY + ": " + sentence + "\n", ""));
        assertThat(command("run retail")).isEqualTo(new CommandRun(2, "", "pagesync: " + sentence + "\n"));
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void query_withoutRaw_isWrittenOutAsItShouldBe() throws IOException {
        change(
                "RAW(licenseNumber=C11-0000002-LIC&pageSize=500&sort=id:asc)",
                "licenseNumber=C11-0000002-LIC&pageSize=500&sort=id:asc");
        String sentence =
                "the query of kamelet:collection-source is not raw, so Camel cuts it at its first &; write query: ";

        assertThat(command("lint"))
                .isEqualTo(new CommandRun(
                        2,
                        COPY + ": " + sentence + "RAW(licenseNumber=C11-0000002-LIC&pageSize=500&sort=id:asc)\n",
                        ""));
        // What is behind the first & Camel has taken away.
        assertThat(command("run retail"))
                .isEqualTo(new CommandRun(2, "", "pagesync: " + sentence + "RAW(licenseNumber=C11-0000002-LIC&...)\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'        key: id ' | '\t       key: id ' | line 11, column 1: found character '\\t(TAB)' that cannot start"
                        + " any token. (Do not use \\t(TAB) for indentation)",
                "'      parameters:' | '     parameters:' | line 7, column 6: expected <block end>, but found"
                        + " '<block mapping start>'",
            })
    void mistake_inTheYaml_isNamedWithItsLine(String right, String wrong, String sentence) throws IOException {
        change(right, wrong);

        assertThat(command("lint")).isEqualTo(new CommandRun(2, COPY + ": it is no YAML: " + sentence + "\n", ""));
        assertThat(command("run retail"))
                .isEqualTo(new CommandRun(
                        2, "", "pagesync: a route or setting cannot be read: retail.camel.yaml, " + sentence + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pagesync.api.t3.base-url=127.0.0.1:8480 | pagesync.api.t3.base-url is '127.0.0.1:8480'; it must be a URL"
                        + " such as https://api.example.com, without user, password and query",
                "pagesync.api.t3.rate-limit=ten | pagesync.api.t3.rate-limit is 'ten'; it must be 0 for no limit, or a"
                        + " number from 0.001 to 10000 a second",
                "pagesync.api.t3.auth.key=demo-key | pagesync.api.t3.auth.key is a secret, which must not stand in a file"
                        + " of settings; put it into the environment variable PAGESYNC_API_T3_AUTH_KEY, or into a file of"
                        + " its own that pagesync.api.t3.auth.key-file names",
                "camel.main.nam=x | Camel does not take camel.main.nam; mend its name or its value, or leave it out",
            })
    void mistake_inTheSettings_isOneSentence(String setting, String sentence) {
        CommandRun lint = command("lint", setting);

        assertThat(lint.code()).isEqualTo(2);
        assertThat(lint.out().lines()).singleElement().asString().endsWith(": " + sentence);
        assertThat(command("run retail", setting)).isEqualTo(new CommandRun(2, "", "pagesync: " + sentence + "\n"));
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void secretThatIsMissing_isNoFinding_andEndsOnlyWhatNeedsIt() {
        String[] settings = {"pagesync.api.t3.auth.type=api-key"};
        String sentence = "pagesync.api.t3.auth.key is needed; put it into the environment variable"
                + " PAGESYNC_API_T3_AUTH_KEY, or name a file that holds it: pagesync.api.t3.auth.key-file";

        CommandRun lint = command("lint", settings);
        assertThat(lint.code()).isZero();
        assertThat(lint.out()).startsWith("no findings");
        assertThat(lint.err()).isEqualTo("pagesync: not here: " + sentence + "\n");
        assertThat(command("run retail", settings)).isEqualTo(new CommandRun(2, "", "pagesync: " + sentence + "\n"));
        CommandRun check = command("check retail", settings);
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).contains("FAILED").contains(sentence);
        assertThat(sandbox.requests()).isEmpty();
    }

    /** What only the API or the database can tell: nothing for lint, one line of check, one of the run's summary. */
    private void assertFoundByCheckAndRun(String sentence, String... settings) {
        assertThat(command("lint", settings).code()).isZero();

        CommandRun check = command("check retail", settings);
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out().lines())
                .filteredOn(line -> line.contains("FAILED"))
                .singleElement()
                .asString()
                .startsWith("retail           FAILED  ")
                .endsWith(sentence);
        CommandRun run = command("run retail", settings);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errLines())
                .contains(
                        "page 1     " + sentence,
                        "next       mend what is named above and run it again; no page counts as delivered");
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    void key_thatNoRecordHas_isNamedWithTheNearestField() throws IOException {
        change("key: id ", "key: idd ");

        assertFoundByCheckAndRun(first("licenseNumber=C11-0000002-LIC")
                + ": no record of the first page has the key idd (parameter key); did you mean id?");
    }

    @Test
    void licence_thatIsNotThere_isSaidInTheServersWords() throws IOException {
        change("C11-0000002-LIC", "C11-0000009-LIC");

        assertFoundByCheckAndRun(first("licenseNumber=C11-0000009-LIC")
                + " answered 404 (not found): 'There is no licence C11-0000009-LIC'; check the path and the query");
    }

    @Test
    void logIn_thatIsNotConfigured_namesTheSetting() throws IOException {
        try (Sandbox strict = Sandbox.start(
                SandboxSettings.builder().records(2500).authRequired(true).build())) {
            sandbox.close();
            sandbox = strict;

            assertFoundByCheckAndRun(first("licenseNumber=C11-0000002-LIC")
                    + " answered 401 (unauthorized): 'No valid token: log in first'; check the credentials:"
                    + " pagesync.api.t3.auth.type says who asks");
        }
    }

    @Test
    void server_thatDoesNotRun_isAskedFor() {
        sandbox.close();

        assertFoundByCheckAndRun(
                first("licenseNumber=C11-0000002-LIC") + " failed: nothing answers there (Connect to "
                        + sandbox.baseUri() + " failed: Connection refused); is the server running?",
                "pagesync.api.t3.attempts=1");
    }

    @Test
    void databaseFile_thatCannotBeOpened_isNamedBySetting() {
        assertFoundByCheckAndRun(
                "table packages of data source main: [SQLITE_CANTOPEN] Unable to open the database file (unable to open"
                        + " database file); make the file and its folder writable, or name another file in"
                        + " pagesync.datasource.main.url",
                "pagesync.ledger.data-source=memory",
                "pagesync.datasource.main.url=jdbc:sqlite:" + folder,
                "pagesync.datasource.main.timeout=300ms");
    }

    @Test
    void databaseFile_ofTheLedger_isNamedBeforeAnythingIsAskedFor() {
        CommandRun run = command(
                "run retail",
                "pagesync.datasource.main.url=jdbc:sqlite:" + folder,
                "pagesync.datasource.main.timeout=300ms");

        assertThat(run.code()).isNotZero();
        assertThat(run.errLines())
                .containsExactly(
                        "pagesync: the ledger in data source main: [SQLITE_CANTOPEN] Unable to open the database"
                                + " file (unable to open database file); make the file and its folder writable, or name another"
                                + " file in pagesync.datasource.main.url");
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void databaseFile_belowAFile_isNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertFoundByCheckAndRun(
                "the folder " + file + " of data source main cannot be made: " + file
                        + " is no folder one can write to; name another file",
                "pagesync.ledger.data-source=memory",
                "pagesync.datasource.main.url=jdbc:sqlite:" + file + "/pagesync.db");
    }

    @Test
    void table_ofSomebodyElse_isNotWritten() throws SQLException, IOException {
        String url =
                "jdbc:sqlite:" + Files.createDirectories(folder.resolve("data")).resolve("pagesync.db");
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("create table packages(id integer)");
        }

        assertFoundByCheckAndRun(
                "table packages of data source main: the table is there but was not made by Pagesync, so"
                        + " it is not changed; write it as it is by ddl: check or ddl: none, or name another table");
    }

    @Test
    void broker_thatDoesNotRun_isNamedBySetting() {
        CommandRun run = command("run packages", "pagesync.jms.url=tcp://127.0.0.1:1", "pagesync.jms.backoff=1ms");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .containsPattern("pagesync: the message broker tcp://127\\.0\\.0\\.1:1 cannot be reached [(].*[)];"
                        + " start it, or mend pagesync\\.jms\\.url [(]after 5 attempts[)]\n")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run retial | there is no sync named 'retial'; did you mean retail?",
                "run retail --profile prod | there is no application-prod.properties beside config/application.properties,"
                        + " which --profile asks for; make it, or leave the option out",
                "rnu retail | there is no command rnu; did you mean run?",
                "run retail --dryrun | there is no option --dryrun; did you mean --dry-run?",
                "plan 127.0.0.1:8480/v2/packages/active | '127.0.0.1:8480/v2/packages/active' is no URL of an API; write"
                        + " it as https://host/path?query, in quotes",
            })
    void mistake_onTheCommandLine_isOneSentence(String line, String sentence) {
        CommandRun run = CommandRun.of(line.split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0)).isEqualTo("pagesync: " + sentence);
    }
}
