package io.pagesync.cli;

import java.util.Arrays;
import java.util.List;

/** Sets the logging up, before the first logger is made: {@code config/logback.xml} reads these properties. */
final class Logs {
    private Logs() {}

    static void configure(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        boolean verbose = given.contains("--verbose") || given.contains("-v");
        setDefault("pagesync.log.level", verbose ? "INFO" : "WARN");
        setDefault("pagesync.log.exception", verbose ? "%ex" : "%nopex");
        setDefault("pagesync.verbose", Boolean.toString(verbose));
    }

    static boolean verbose() {
        return Boolean.getBoolean("pagesync.verbose");
    }

    private static void setDefault(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
