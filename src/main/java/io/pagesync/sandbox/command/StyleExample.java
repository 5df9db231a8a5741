package io.pagesync.sandbox.command;

import io.pagesync.cli.option.OptionNames;
import io.pagesync.sandbox.SandboxStyle;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The lines by which a sandbox can be tried.
 *
 * @param base where it listens
 * @param style how it pages
 */
record StyleExample(URI base, SandboxStyle style) {
    private static final String LICENCE = "licenseNumber=C11-0000001-LIC";
    private static final Set<String> IN_URL = Set.of("path", "query");

    /** To be typed in a shell: the first page by curl, where it is had by GET, and the whole by pagesync. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!style.parameters().containsKey("body")) {
            String first = url().replace("{page}", "1").replace("{size}", "100");
            boolean plain = style == SandboxStyle.NUMBERS;
            lines.add("curl -s" + (style.parameters().toString().contains("header:") ? "i" : "") + " '" + first
                    + (plain ? "&page=1" : "") + "'");
        }
        lines.add("./pagesync load '" + url() + "'" + options());
        return lines;
    }

    private String url() {
        Map<String, String> given = style.parameters();
        String url = base + given.getOrDefault("path", "/v2/packages/active") + "?" + LICENCE;
        if (given.containsKey("query")) {
            return url + "&" + given.get("query");
        }
        return given.containsKey("body") ? url : url + "&" + given.getOrDefault("sizeParameter", "pageSize") + "=100";
    }

    private String options() {
        StringBuilder options = new StringBuilder();
        new TreeMap<>(style.parameters()).forEach((name, value) -> {
            if (!IN_URL.contains(name)) {
                options.append(" ")
                        .append(new OptionNames().parameter(name))
                        .append(" ")
                        .append(shell(value));
            }
        });
        return options.toString();
    }

    private static String shell(String value) {
        return value.matches("[\\w./:-]+") ? value : "'" + value + "'";
    }
}
