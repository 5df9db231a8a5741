package io.pagesync.camel.operate;

/** An API as JMX shows it, by the name {@code io.pagesync:type=Api,context=...,name=...}. Says nothing secret. */
public interface ApiMXBean {
    /** Its limits, in words. */
    String getLimit();

    /** How many of its requests may be in flight. */
    int getConcurrency();

    /** How many of its requests are in flight. */
    int getInFlight();

    /** How long it is still to be left alone, in seconds; 0 if it is not. */
    double getPausedForSeconds();
}
