package io.pagesync.settings;

import io.pagesync.auth.AuthSettings;
import io.pagesync.config.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting there is. */
public final class Catalog {
    /** What concerns Pagesync as a whole. */
    public static final Section GENERAL = new Section(
            "pagesync.",
            "Pagesync as a whole",
            List.of(
                    Setting.of(
                            "shutdown-timeout",
                            "time",
                            "25s",
                            "How long running syncs may take to end, with their verdict, when the process is told to"
                                    + " stop; in an application of yours, Camel's own setting counts."),
                    Setting.of(
                            "schedules",
                            "true or false",
                            "true",
                            "Whether syncs start on their schedules in an application of yours that Pagesync is a part"
                                    + " of; pagesync serve always starts them.")));

    /** What concerns one API. */
    public static final Section API = new Section(
            "pagesync.api.<name>.",
            "An API: its name is what a sync's parameter api says",
            withAuth(
                    Setting.of("base-url", "URL", "", "Scheme, host and port; a path goes before every sync's path."),
                    Setting.of("rate-limit", "number", "10", "Requests a second, decimals allowed; 0 for no limit."),
                    Setting.of("concurrency", "integer", "10", "How many requests may be in flight, 1 to 1000."),
                    Setting.of(
                            "attempts",
                            "integer",
                            "3",
                            "How often a page is asked for in all, when the failure may pass, 1 to 100."),
                    Setting.of(
                            "backoff",
                            "time",
                            "500ms",
                            "The wait before the second attempt; doubled for each further one."),
                    Setting.of("max-backoff", "time", "30s", "No wait between attempts is longer."),
                    Setting.of(
                            "max-pause",
                            "time",
                            "5m",
                            "The longest Retry-After to sit out; above it a run stops, resumable."),
                    Setting.of("connect-timeout", "time", "5s", "How long opening a connection may take."),
                    Setting.of("response-timeout", "time", "30s", "How long the server may be silent."),
                    Setting.of(
                            "answer-timeout", "time", "5m", "How long an answer may take from request to last byte."),
                    Setting.of(
                            "max-answer",
                            "integer",
                            "64",
                            "How large an answer may be, decompressed, in MiB, 1 to 1024."),
                    Setting.of("headers.<header>", "text", "", "A header of every request; not for secrets."),
                    Setting.of("user-agent", "text", "pagesync", "The header User-Agent."),
                    Setting.of("contact", "text", "", "An address for the API's operators, in the header From."),
                    Setting.of("proxy", "URL", "", "An HTTP proxy as http://host:port."),
                    Setting.of("ca-file", "file", "", "Certificates in PEM to trust instead of the JDK's."),
                    Setting.of(
                            "client-certificate",
                            "file",
                            "",
                            "A client certificate and its private key, in one PEM file.")));

    /** What concerns one database. */
    public static final Section DATA_SOURCE = new Section(
            "pagesync.datasource.<name>.",
            "A database: its name is what a sink's parameter dataSource says; main is there without any setting",
            List.of(
                    Setting.of(
                            "url",
                            "JDBC URL",
                            "jdbc:sqlite:data/pagesync.db",
                            "Where it is: jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE."),
                    Setting.of("user", "text", "", "The user; without one, the driver's default."),
                    Setting.secret("password", "The user's password."),
                    Setting.of(
                            "password-file",
                            "file",
                            "",
                            "A file with the password, read again before each new connection."),
                    Setting.of("connections", "integer", "10", "The most connections at a time, 1 to 100."),
                    Setting.of("timeout", "time", "5s", "How long to wait for a connection.")));

    /** What concerns the message broker. */
    public static final Section BROKER = new Section(
            "pagesync.jms.",
            "The message broker, an ActiveMQ Artemis: where jms: sends, unless the registry has a ConnectionFactory",
            List.of(
                    Setting.of(
                            "url",
                            "broker URL",
                            "tcp://localhost:61616",
                            "Where it listens: tcp://HOST:PORT, or (tcp://A:PORT,tcp://B:PORT) for several."),
                    Setting.of("user", "text", "", "The user; left out where the broker asks for none."),
                    Setting.secret("password", "The user's password."),
                    Setting.of("password-file", "file", "", "A file with the password, read for each connection.")));

    /** All sections, in the order of the reference. */
    public static final List<Section> SECTIONS = List.of(GENERAL, API, DATA_SOURCE, BROKER);

    /** The keys that belong to no API or data source, for hints. */
    static List<String> keys() {
        return SECTIONS.stream()
                .filter(section -> !section.prefix().contains("<name>"))
                .flatMap(section -> section.settings().stream().map(setting -> section.prefix() + setting.name()))
                .toList();
    }

    private Catalog() {}

    /** Authentication declares its own settings, beside their meaning. */
    private static List<Setting> withAuth(Setting... settings) {
        return Stream.concat(Arrays.stream(settings), AuthSettings.declared().stream())
                .toList();
    }

    /** The setting that the full key sets, if there is one. */
    public static Optional<Setting> find(String key) {
        return SECTIONS.stream().flatMap(section -> section.find(key).stream()).findFirst();
    }
}
