package io.pagesync.cli.option;

import io.pagesync.InvalidSettingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What every command on syncs takes. */
public final class SyncOptions {
    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Sets a property, such as a setting or what {{NAME}} stands for in a route; not for secrets.")
    private List<String> properties = List.of();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile: application-NAME.properties goes before application.properties.")
    private String profile = "";

    /** The properties, by name. */
    public Map<String, String> overrides() {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (String property : properties) {
            int equals = property.indexOf('=');
            if (equals < 1) {
                throw new InvalidSettingException("--set " + property + " is no property; write it as NAME=VALUE");
            }
            overrides.put(property.substring(0, equals), property.substring(equals + 1));
        }
        if (!profile.isEmpty()) {
            requireFile("application-" + profile + ".properties");
            overrides.put("camel.main.profile", profile);
        }
        return overrides;
    }

    /** Camel goes on without a profile's file when there is none. */
    private static void requireFile(String name) {
        if (SyncOptions.class.getClassLoader().getResource(name) == null) {
            throw new InvalidSettingException("there is no " + name + " beside config/application.properties, which"
                    + " --profile asks for; make it, or leave the option out");
        }
    }
}
