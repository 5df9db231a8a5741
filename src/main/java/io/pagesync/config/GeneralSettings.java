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
 * @param events which ends of runs are events
 * @param logFormat how serve writes what it says
 */
public record GeneralSettings(Duration shutdownTimeout, boolean schedules, Events events, LogFormat logFormat) {
    /** Which ends of runs are events. */
    public enum Events {
        /** Those after which the sync is in another state. */
        CHANGES,
        /** All. */
        ALL
    }

    /** How lines are written. */
    public enum LogFormat {
        TEXT,
        JSON
    }

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

    private static final Setting<Events> EVENTS = ALL.add(
            "events",
            Form.word(Events.class),
            "changes",
            "What is sent to direct:pagesync-events, where a route takes it: what has changed (changes), or the end of"
                    + " every run besides (all).");
    private static final Setting<LogFormat> LOG_FORMAT = ALL.add(
            "log-format",
            Form.word(LogFormat.class),
            "text",
            "How pagesync serve writes its line for each run and its warnings: text or json.");

    static final Section SECTION = new Section("pagesync.", "Pagesync as a whole", ALL);

    static GeneralSettings read(Given given) {
        return new GeneralSettings(
                given.read(SHUTDOWN_TIMEOUT), given.read(SCHEDULES), given.read(EVENTS), given.read(LOG_FORMAT));
    }

    /** Whether the end of every run is an event. */
    public boolean everyRun() {
        return events == Events.ALL;
    }
}
