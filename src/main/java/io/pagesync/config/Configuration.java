package io.pagesync.config;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.database.DatabaseSettings;
import io.pagesync.jms.BrokerSettings;
import io.pagesync.kafka.client.KafkaSettings;
import io.pagesync.settings.Given;
import io.pagesync.settings.Naming;
import io.pagesync.settings.Problem;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that is set, read: the APIs, data sources and the broker as their settings say, and all that is wrong with them.
 * Whoever starts something calls {@link #requireSound()} first; {@code lint} goes on with the default in place of what
 * cannot be.
 */
public final class Configuration {
    private final SortedMap<String, Value> set = new TreeMap<>();
    private final Problems problems;
    private final GeneralSettings general;
    private final ManagementSettings management;
    private final LedgerSettings ledger;
    private final ClusterSettings cluster;
    private final SpoolSettings spool;
    private final Map<String, ApiSettings> apis = new LinkedHashMap<>();
    private final Map<String, DatabaseSettings> dataSources = new LinkedHashMap<>();
    private final BrokerSettings broker;
    private final KafkaSettings kafka;

    private Configuration(Map<String, Value> all, Problems problems) {
        this.problems = problems;
        set.putAll(known(all, problems));
        general = GeneralSettings.read(given(GeneralSettings.SECTION, ""));
        management = ManagementSettings.read(given(ManagementSettings.SECTION, ""));
        ledger = LedgerSettings.read(given(LedgerSettings.SECTION, ""));
        cluster = ClusterSettings.read(given(ClusterSettings.SECTION, ""));
        spool = SpoolSettings.read(given(SpoolSettings.SECTION, ""));
        for (String api : ApiReader.SECTION.owners(set.keySet())) {
            apis.put(api, ApiReader.read(api, set, Naming.ofFiles(api), problems));
        }
        for (String name : DataSourceReader.SECTION.owners(set.keySet())) {
            dataSources.put(name, DataSourceReader.read(name, given(DataSourceReader.SECTION, name)));
        }
        broker = BrokerReader.read(given(BrokerReader.SECTION, ""));
        kafka = KafkaReader.read(given(KafkaReader.SECTION, ""));
    }

    /** Reads what is set, by full keys. */
    public static Configuration of(Map<String, Value> set) {
        return of(set, new Problems());
    }

    /** The same; {@code problems} holds what was wrong with the way it came here, and is added to. */
    public static Configuration of(Map<String, Value> set, Problems problems) {
        return new Configuration(set, problems);
    }

    /**
     * One API, as a program has set it.
     *
     * @param set what is set, by full keys
     * @param names how the program names it
     * @throws InvalidSettingException with all that is wrong
     */
    public static ApiSettings api(String name, Map<String, Value> set, Naming names) {
        ApiSettings.requireName(name);
        Problems problems = new Problems();
        ApiSettings api = ApiReader.read(name, known(set, problems), names, problems);
        problems.throwIfAny();
        return api;
    }

    private static Map<String, Value> known(Map<String, Value> all, Problems problems) {
        Map<String, Value> known = new TreeMap<>();
        new TreeMap<>(all).forEach((key, value) -> {
            if (Catalog.find(key).isPresent()) {
                known.put(key, value);
            } else {
                String sentence = "there is no setting " + key + " (" + value.source() + ")" + Catalog.nearest(key);
                problems.add(new Problem(key, value.source(), sentence, false));
            }
        });
        return known;
    }

    private Given given(Section section, String owner) {
        return Given.of(section, owner, set, name -> section.key(owner, name), problems);
    }

    /** All that is wrong, secrets of APIs that are missing aside. */
    public List<Problem> problems() {
        return problems.list().stream().filter(each -> !isMissing(each)).toList();
    }

    /** A sentence for each secret of an API that is missing: only what asks that API needs it. */
    public List<String> missingSecrets() {
        return missing().map(Problem::sentence).toList();
    }

    /**
     * Requires that no secret of an API is missing.
     *
     * @throws io.pagesync.NotAuthenticatedException with a sentence for each
     */
    public void requireSecrets(String api) {
        String prefix = ApiReader.SECTION.key(api, "");
        Problems.throwIfAny(
                missing().filter(each -> each.key().startsWith(prefix)).toList());
    }

    private Stream<Problem> missing() {
        return problems.list().stream().filter(Configuration::isMissing);
    }

    private static boolean isMissing(Problem problem) {
        return problem.secretMissing() && ApiReader.SECTION.owner(problem.key()).isPresent();
    }

    /**
     * This configuration, if nothing is wrong with it, secrets of APIs that are missing aside.
     *
     * @throws InvalidSettingException with all that is wrong
     */
    public Configuration requireSound() {
        Problems.throwIfAny(problems());
        return this;
    }

    /**
     * This configuration, if nothing is wrong with it and no secret is missing.
     *
     * @throws InvalidSettingException with all that is wrong
     */
    public Configuration requireComplete() {
        problems.throwIfAny();
        return this;
    }

    /** What concerns Pagesync as a whole. */
    public GeneralSettings general() {
        return general;
    }

    /** The management port. */
    public ManagementSettings management() {
        return management;
    }

    /** Where the ledger of runs is. */
    public LedgerSettings ledger() {
        return ledger;
    }

    /** Whether several processes share runs and rates. */
    public ClusterSettings cluster() {
        return cluster;
    }

    /** Where pages are kept that a destination did not take. */
    public SpoolSettings spool() {
        return spool;
    }

    /** The APIs, by name. */
    public Map<String, ApiSettings> apis() {
        return Collections.unmodifiableMap(apis);
    }

    /** The data sources that something is set of, by name; {@code main} is there without any setting. */
    public Map<String, DatabaseSettings> dataSources() {
        return Collections.unmodifiableMap(dataSources);
    }

    /** A data source that nothing is set of. */
    public DatabaseSettings defaultDataSource(String name) {
        return DataSourceReader.read(name, given(DataSourceReader.SECTION, name));
    }

    /** The message broker. */
    public BrokerSettings broker() {
        return broker;
    }

    /** Kafka. */
    public KafkaSettings kafka() {
        return kafka;
    }

    /** What is set under the full key, with its source. */
    public Optional<Value> find(String key) {
        return Optional.ofNullable(set.get(key));
    }

    /** The text of a setting by its full key: what is set, else its default, which may be empty. */
    public String text(String key) {
        return find(key)
                .map(Value::text)
                .or(() -> Catalog.find(key).map(Setting::defaultText))
                .orElse("");
    }

    /** All that is set and is a setting, by full key. */
    public SortedMap<String, Value> all() {
        return Collections.unmodifiableSortedMap(set);
    }
}
