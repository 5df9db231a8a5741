package io.pagesync.jms;

import io.pagesync.InvalidSettingException;
import io.pagesync.destination.WriteRetry;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the message broker is reached.
 *
 * @param url where it is, as ActiveMQ Artemis writes it: {@code tcp://host:61616}, or several as
 *     {@code (tcp://a:61616,tcp://b:61616)}; without user and password
 * @param user the user, null where none is needed
 * @param password reads the password, anew for each connection; gives null where none is needed
 * @param retry how often a page is sent
 */
public record BrokerSettings(String url, @Nullable String user, Supplier<@Nullable String> password, WriteRetry retry) {
    /** Checks the URL. */
    public BrokerSettings {
        if (!url.matches("\\(?(tcp|vm)://\\S+")) {
            throw new InvalidSettingException(
                    "pagesync.jms.url is '" + (secret(url) ? "***" : url.replaceAll("\\p{Cntrl}", "?"))
                            + "'; it must be where a broker of ActiveMQ Artemis listens, such as"
                            + " tcp://localhost:61616");
        }
        if (url.matches("(?i).*Store\\w*Password=.*")) {
            throw new InvalidSettingException("pagesync.jms.url holds the password of a store; name a store in PEM"
                    + " instead, which has none: trustStoreType=PEM;trustStorePath=FILE");
        }
        if (secret(url)) {
            throw new InvalidSettingException("pagesync.jms.url holds a user or a password; set pagesync.jms.user and"
                    + " the environment variable PAGESYNC_JMS_PASSWORD instead");
        }
    }

    private static boolean secret(String url) {
        return url.contains("@") || url.toLowerCase(Locale.ROOT).contains("password=");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "the message broker " + url;
    }
}
