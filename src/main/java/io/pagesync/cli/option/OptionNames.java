package io.pagesync.cli.option;

import io.pagesync.settings.Naming;
import java.util.Locale;
import java.util.Map;

/** The options that stand for an API's settings and a collection's parameters. */
public final class OptionNames implements Naming {
    /** Those that are not called as what they set. */
    private static final Map<String, String> SETTINGS = Map.of(
            "rate-limit", "--rate",
            "limits", "--limit",
            "rules", "--rule",
            "response-timeout", "--timeout",
            "client-certificate", "--client-cert",
            "auth.type", "--bearer-env VAR");

    private static final Map<String, String> PARAMETERS = Map.of(
            "pageParameter", "--page-param",
            "sizeParameter", "--size-param",
            "cursorParameter", "--cursor-param",
            "offsetParameter", "--offset-param",
            "path", "URL",
            "query", "URL");

    @Override
    public String setting(String name) {
        return name.startsWith("headers.")
                ? "--header " + name.substring("headers.".length())
                : SETTINGS.getOrDefault(name, "--" + name);
    }

    @Override
    public String parameter(String name) {
        return PARAMETERS.getOrDefault(
                name, "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }
}
