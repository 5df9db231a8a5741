package io.pagesync.camel.sink;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.database.publish.Publishers;
import io.pagesync.page.Json;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestSync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Changes of a table's rows at an endpoint of Camel, by the real routes. */
final class ChangeFeedTest {
    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(250);

    @TempDir
    private Path folder = Path.of("");

    private Engine engine;

    @BeforeEach
    void start() {
        engine = sandbox.engine();
        SQLiteConfig config = new SQLiteConfig();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        engine.context().getRegistry().bind("main", source);
    }

    private static TestSync told(String endpoint) {
        return packages()
                .with("key", "id")
                .steps(
                        "- to: { uri: kamelet:database-sink, parameters: { table: packages, ignore: retrievedAt, changes: '"
                                + endpoint + "' } }");
    }

    private MockEndpoint mock() {
        return engine.context().getEndpoint("mock:changes", MockEndpoint.class);
    }

    @Test
    void changedRow_isOneMessage_withItsKey() throws Exception {
        RunReport report = told("mock:changes").run(engine);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.unsent()).isEmpty();
        List<Exchange> first = mock().getReceivedExchanges();
        assertThat(first).hasSize(250).allSatisfy(each -> assertThat(
                        each.getMessage().getHeader("PagesyncChange"))
                .isEqualTo("created"));
        Exchange one = first.get(0);
        assertThat(one.getMessage().getHeader("PagesyncTable")).isEqualTo("packages");
        assertThat(one.getMessage().getHeader("PagesyncKey", String.class))
                .isEqualTo(Json.MAPPER
                        .readTree(one.getMessage().getBody(String.class))
                        .at("/after/id")
                        .asText());
        assertThat(first.stream()
                        .map(each -> each.getMessage().getHeader("PagesyncChangeId"))
                        .collect(Collectors.toSet()))
                .hasSize(250);
        mock().reset();

        Pipeline.run(engine.context(), "packages");

        assertThat(mock().getReceivedExchanges()).isEmpty();
    }

    @Test
    void changes_appendedToAFile_areALineEach() throws Exception {
        Path out = folder.resolve("out");

        RunReport report = told("RAW(file:" + out + "?fileName=changes.jsonl&fileExist=Append&appendChars=\\n)")
                .run(engine);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.unsent()).isEmpty();
        assertThat(Files.readAllLines(out.resolve("changes.jsonl"))).hasSize(250);
    }

    @Test
    void change_thatIsNotTaken_isLeft_andSaid_andOthersGoOut() {
        ContextBean.of(
                engine.context(),
                Publishers.class,
                () -> new Publishers(new ChangeOutlets(engine.context()), Duration.ofSeconds(1)));
        TestSync sync = told("mock:changes?failFast=false");
        String[] refused = new String[1];
        MockEndpoint mock = engine.context().getEndpoint("mock:changes?failFast=false", MockEndpoint.class);
        mock.whenAnyExchangeReceived(exchange -> {
            String key = exchange.getMessage().getHeader("PagesyncKey", String.class);
            synchronized (refused) {
                refused[0] = refused[0] == null ? key : refused[0];
                if (key.equals(refused[0])) {
                    throw new IllegalStateException("no room for it");
                }
            }
        });

        RunReport report = sync.run(engine);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.exitCode()).isEqualTo(8);
        assertThat(report.unsent()).singleElement().satisfies(unsent -> {
            assertThat(unsent.destination()).isEqualTo("table packages");
            assertThat(unsent.endpoint()).isEqualTo("mock:changes");
            assertThat(unsent.why()).isEqualTo("no room for it");
            // Those of other keys in its lane may wait with it.
            assertThat(unsent.changes()).isBetween(1L, 249L);
        });
        mock.whenAnyExchangeReceived(exchange -> {});

        RunReport next = Pipeline.run(engine.context(), "packages");

        assertThat(next.exitCode()).isZero();
        Set<Object> keys = mock.getReceivedExchanges().stream()
                .map(each -> each.getMessage().getHeader("PagesyncKey"))
                .collect(Collectors.toSet());
        assertThat(keys).hasSize(250);
    }

    @Test
    void endpoint_thatIsNotThere_isRefusedAtTheStart_withoutItsSecrets() {
        assertThatThrownBy(() -> engine.addRoutes(
                        "packages", told("RAW(nosuch:x?password=s3cret)").yaml()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("changes cannot go to 'nosuch:x': ")
                .hasMessageNotContaining("s3cret");
    }
}
