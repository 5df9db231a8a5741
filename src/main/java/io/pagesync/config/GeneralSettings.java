package io.pagesync.config;

import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import java.time.Duration;

/**
 * What concerns Pagesync as a whole.
 *
 * @param shutdownTimeout how long running syncs may take to end when the process is told to stop
 * @param schedules whether syncs start on their schedules in somebody else's application
 */
public record GeneralSettings(Duration shutdownTimeout, boolean schedules) {
    private static final Declarations ALL = new Declarations();

    private static final Setting<Duration> SHUTDOWN_TIMEOUT = ALL.add(
            "shutdown-timeout",
            Form.TIME,
            "25s",
            "How long running syncs may take to end, with their verdict, when the process is told to stop; in an"
                    + " application of yours, Camel's own setting counts.");
    private static final Setting<Boolean> SCHEDULES = ALL.add(
            "schedules",
            Form.FLAG,
            "true",
            "Whether syncs start on their schedules in an application of yours that Pagesync is a part of; pagesync"
                    + " serve always starts them.");

    static final Section SECTION = new Section("pagesync.", "Pagesync as a whole", ALL);

    static GeneralSettings read(Given given) {
        return new GeneralSettings(given.read(SHUTDOWN_TIMEOUT), given.read(SCHEDULES));
    }
}
