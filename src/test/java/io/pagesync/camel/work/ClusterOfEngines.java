package io.pagesync.camel.work;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.context.ContextSettings;
import io.pagesync.camel.jms.TestBroker;
import io.pagesync.config.Configuration;
import io.pagesync.database.DatabaseSettings;
import io.pagesync.database.RealDatabase;
import io.pagesync.settings.Value;
import io.pagesync.testing.SqlRows;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Processes of a cluster, as engines of one JVM, on a real broker and a real database, each with the same sync. */
final class ClusterOfEngines implements AutoCloseable {
    final TestBroker broker;
    final DatabaseSettings database;
    private final URI api;
    private final int concurrency;
    private final TestSync sync;
    private final Map<String, Value> more = new TreeMap<>();
    private final List<Engine> engines = new ArrayList<>();

    ClusterOfEngines(Path folder, RealDatabase kind, URI api, int concurrency, TestSync sync) throws Exception {
        this(TestBroker.start(), kind.create(folder), api, concurrency, sync);
    }

    /** The same on a broker and a database that a test may stop, which close themselves or are closed with this. */
    ClusterOfEngines(TestBroker broker, DatabaseSettings database, URI api, int concurrency, TestSync sync) {
        this.broker = broker;
        this.database = database;
        this.api = api;
        this.concurrency = concurrency;
        this.sync = sync;
    }

    private Configuration settings() {
        Map<String, Value> all =
                new TreeMap<>(broker.settings(TestBroker.PASSWORD).all());
        all.put("pagesync.cluster.enabled", of("true"));
        all.put("pagesync.ledger.data-source", of("main"));
        all.put("pagesync.datasource.main.url", of(database.url()));
        all.put("pagesync.datasource.main.user", of(String.valueOf(database.user())));
        all.put(
                "pagesync.datasource.main.password",
                Value.ofVariable(String.valueOf(database.password().get()), "PAGESYNC_DATASOURCE_MAIN_PASSWORD"));
        all.putAll(more);
        return Configuration.of(all).requireComplete();
    }

    /** Has all that are started from now on have another setting. */
    ClusterOfEngines with(String setting, String value) {
        more.put(setting, of(value));
        return this;
    }

    private static Value of(String text) {
        return Value.of(text, "application.properties");
    }

    /** One that owns runs, and delivers no page for anybody. */
    Engine owner() {
        Engine engine = Engine.library(pipeline -> {
            ContextSettings.bind(pipeline.context(), settings());
            pipeline.add(TestApi.at(api).concurrency(concurrency).settings());
        });
        engines.add(engine);
        sync.addTo(engine.context());
        return engine;
    }

    /** One that delivers pages, too. */
    Engine worker() {
        Engine engine = owner();
        Workers.start(engine.context(), "test");
        return engine;
    }

    /** Sends messages that were taken off the queue of pages; with a text, one of that. */
    void send(List<Message> messages, String... text) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                jakarta.jms.Connection connection = factory.createConnection(TestBroker.USER, TestBroker.PASSWORD);
                Session session = connection.createSession()) {
            for (Message each : text.length == 0 ? messages : messages.subList(0, 1)) {
                TextMessage again = session.createTextMessage(text.length == 0 ? each.getBody(String.class) : text[0]);
                again.setStringProperty("PagesyncWork", each.getStringProperty("PagesyncWork"));
                session.createProducer(session.createQueue("pagesync.pages.t3")).send(again);
            }
        }
    }

    /** The values of a query, row by row. */
    List<String> rows(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                database.url(), database.user(), database.password().get())) {
            return SqlRows.of(connection, sql);
        }
    }

    @Override
    public void close() {
        engines.forEach(Engine::close);
        broker.close();
    }
}
