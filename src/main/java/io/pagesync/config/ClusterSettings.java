package io.pagesync.config;

import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;

/**
 * Whether several processes share runs and the rates of APIs.
 *
 * @param enabled whether they do
 */
public record ClusterSettings(boolean enabled) {
    private static final Declarations ALL = new Declarations();

    private static final Setting<Boolean> ENABLED = ALL.add(
            "enabled",
            Form.FLAG,
            "false",
            "Whether several processes with these settings share the work of runs and each API's limits. The broker is that of"
                    + " pagesync.jms.url, and the ledger must be in PostgreSQL or MariaDB.");

    static final Section SECTION =
            new Section("pagesync.cluster.", "A cluster: several processes that share runs and rate limits", ALL);

    /** The key of what switches it on. */
    public static final String KEY = SECTION.key("", ENABLED.name());

    static ClusterSettings read(Given given) {
        return new ClusterSettings(given.read(ENABLED));
    }
}
