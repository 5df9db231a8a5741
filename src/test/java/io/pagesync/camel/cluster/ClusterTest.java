package io.pagesync.camel.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.ContextSettings;
import io.pagesync.camel.context.Databases;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.config.Configuration;
import io.pagesync.settings.Value;
import java.util.Map;
import java.util.TreeMap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterTest {
    private final CamelContext context = new DefaultCamelContext();
    private final Map<String, Value> set = new TreeMap<>();

    @AfterEach
    void close() throws Exception {
        Databases.of(context).close();
        ContextBean.forgetAll(context);
        context.close();
    }

    private void set(String key, String value) {
        set.put(key, Value.of(value, "application.properties"));
    }

    private void require() {
        ContextSettings.bind(context, Configuration.of(set).requireSound());
        Cluster.require(context);
    }

    @Test
    void none_needsNothing() {
        assertThatCode(this::require).doesNotThrowAnyException();
        assertThat(Cluster.isEnabled(context)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db/pagesync", "jdbc:mariadb://db/pagesync"})
    void enabled_withAServersDatabaseAndABroker_isThere(String url) {
        Ledgers.keep(context);
        set("pagesync.cluster.enabled", "true");
        set("pagesync.datasource.main.url", url);
        set("pagesync.jms.url", "tcp://broker:61616");

        assertThatCode(this::require).doesNotThrowAnyException();
        assertThat(Cluster.isEnabled(context)).isTrue();
    }

    @Test
    void enabled_withTheBrokerOfTheApplication_isThere() {
        context.getRegistry().bind("broker", new ActiveMQConnectionFactory("tcp://broker:61616"));
        set("pagesync.cluster.enabled", "true");
        set("pagesync.ledger.data-source", "shared");
        set("pagesync.datasource.shared.url", "jdbc:postgresql://db/pagesync");

        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void enabled_withALedgerInMemory_isRefused() {
        set("pagesync.cluster.enabled", "true");
        set("pagesync.ledger.data-source", "memory");
        set("pagesync.jms.url", "tcp://broker:61616");

        assertThatThrownBy(this::require)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "pagesync.cluster.enabled is true, but the ledger is in memory, which no other process reaches;"
                                + " have pagesync.ledger.data-source name a data source of PostgreSQL or MariaDB");
    }

    @Test
    void enabled_withALedgerInAFile_isRefused() {
        Ledgers.keep(context);
        set("pagesync.cluster.enabled", "true");
        set("pagesync.jms.url", "tcp://broker:61616");

        assertThatThrownBy(this::require)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "pagesync.cluster.enabled is true, but the ledger is in data source main, a SQLite file of this"
                                + " machine; set pagesync.datasource.main.url to a PostgreSQL or MariaDB that all processes reach,"
                                + " or have pagesync.ledger.data-source name another");
    }

    @Test
    void enabled_withoutABrokerThatIsNamed_isRefused() {
        Ledgers.keep(context);
        set("pagesync.cluster.enabled", "true");
        set("pagesync.datasource.main.url", "jdbc:postgresql://db/pagesync");

        assertThatThrownBy(this::require)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("pagesync.cluster.enabled is true, but no message broker is named;"
                        + " set pagesync.jms.url to the one that all processes reach");
    }
}
