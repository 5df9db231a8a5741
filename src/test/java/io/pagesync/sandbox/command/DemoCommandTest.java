package io.pagesync.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The first thing that somebody new sees. */
final class DemoCommandTest {
    private Path folder;

    @BeforeEach
    void give(@TempDir Path temporary) {
        folder = temporary;
    }

    private record Result(int code, String err) {}

    private Result demo(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--records", "250", "--rate", "0"));
        arguments.addAll(List.of(more));
        StringWriter err = new StringWriter();
        int code = new CommandLine(new DemoCommand(folder.resolve("data")))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        return new Result(code, err.toString());
    }

    private List<String> query(String sql) throws SQLException {
        return new DemoTable(folder.resolve("data/demo.db")).query(sql);
    }

    @Test
    void demo_first_hasEachRecordInTableAndQueueAndSaysOnWhatEvidence() throws SQLException {
        Result demo = demo();

        assertThat(demo.code()).isZero();
        assertThat(demo.err())
                .contains(
                        "COMPLETE   250 of 250 records in 3 pages",
                        "evidence   counted, end seen, unique keys, bracketed",
                        "(250 records, 250 rows written, 0 refused)",
                        "There are 250 rows in the table, 250 messages in the queue.");
        assertThat(query("SELECT count(*), sum(id) FROM packages")).containsExactly("250|31375");
    }

    @Test
    void demo_again_changesNoRow() throws SQLException {
        demo();
        Result again = demo();

        assertThat(again.code()).isZero();
        assertThat(again.err())
                .contains(
                        "(250 records, 0 rows written, 0 refused)",
                        "There are 250 rows in the table, 250 messages in the queue.");
        assertThat(query("SELECT count(*) FROM packages")).containsExactly("250");
    }

    @Test
    void queries_asPrinted_giveWhatIsPrintedBelowThem() throws SQLException {
        List<String> lines = demo().err().lines().toList();
        List<Integer> queries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("  sqlite3 ")) {
                queries.add(i);
            }
        }

        assertThat(queries).hasSize(2);
        for (int at : queries) {
            String command = lines.get(at);
            List<String> rows = query(command.substring(command.indexOf('\'') + 1, command.lastIndexOf('\'')));
            assertThat(rows).isNotEmpty();
            assertThat(lines.subList(at + 1, at + 1 + rows.size()))
                    .isEqualTo(rows.stream().map(row -> "  " + row).toList());
        }
    }

    @Test
    void demo_besideBrokenSyncsOfTheUser_isNotConcernedAndLeavesItsDatabaseOnly() throws IOException {
        String home = System.getProperty("pagesync.home", "");
        Files.createDirectories(folder.resolve("home/routes"));
        Files.writeString(folder.resolve("home/routes/packages.camel.yaml"), "- nonsense: 1\n");
        System.setProperty("pagesync.home", folder.resolve("home").toString());
        try {
            assertThat(demo().code()).isZero();
        } finally {
            System.setProperty("pagesync.home", home);
        }
        try (var left = Files.list(folder.resolve("data"))) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactly("demo.db");
        }
    }

    @Test
    void messages_thatMemoryDoesNotHold_waitInAFolderThatGoesWithThem() throws JMSException {
        Path overflow = folder.resolve("data/demo-broker");
        try (DemoBroker broker = DemoBroker.start("packages", overflow);
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                JMSContext context = factory.createContext()) {
            String text = "x".repeat(40_000);
            for (int i = 0; i < 600; i++) {
                context.createProducer().send(context.createQueue("packages"), text);
            }

            assertThat(broker.messages()).isEqualTo(600);
            assertThat(overflow).isDirectory();
        }
        assertThat(overflow).doesNotExist();
    }
}
