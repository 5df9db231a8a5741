package io.pagesync.cli.progress;

import java.util.Arrays;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sets the logging up, before the first logger is made: {@code config/logback.xml} reads these properties. */
public final class Logs {
    private Logs() {}

    /**
     * Begins to set it up, in a thread of its own: reading its file takes a tenth of a start, and needs nothing else.
     *
     * @return the thread, whose end every logger must wait for
     */
    public static Thread start(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        boolean verbose = given.contains("--verbose") || given.contains("-v");
        setDefault("pagesync.log.level", verbose ? "INFO" : "WARN");
        setDefault("pagesync.log.exception", verbose ? "%ex" : "%nopex");
        setDefault("pagesync.verbose", Boolean.toString(verbose));
        Thread thread = new Thread(LoggerFactory::getILoggerFactory, "pagesync-logs");
        thread.start();
        return thread;
    }

    /** What libraries log to the terminal is JSON from now on, too. */
    public static void inJson() {
        JsonLog.begin();
    }

    public static boolean verbose() {
        return Boolean.getBoolean("pagesync.verbose");
    }

    private static void setDefault(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
