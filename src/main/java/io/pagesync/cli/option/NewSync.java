package io.pagesync.cli.option;

import io.pagesync.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A sync that is to be made of a URL, with a file of its API's settings: where they go, and what is in them. No file is
 * ever overwritten.
 */
public final class NewSync {
    private final String name;
    private final String api;
    private final URI baseUri;
    private final Path home;

    private NewSync(String name, String api, URI baseUri, Path home) {
        this.name = name;
        this.api = api;
        this.baseUri = baseUri;
        this.home = home;
    }

    /**
     * A sync of a URL.
     *
     * @param name its name; empty for one that is made of the URL's path
     * @param home the folder in which {@code config} and {@code routes} are
     * @throws InvalidSettingException if the name is none
     */
    public static NewSync of(CollectionOptions options, String name, Path home) {
        URI base = options.baseUri();
        String own = name.isEmpty() ? fromPath(options.url().path()) : name;
        if (!own.matches("[a-z][a-z0-9]*")) {
            throw new InvalidSettingException(
                    "--name is '" + own + "'; it must be a lower-case letter, then letters and digits");
        }
        String host = fromHost(base.getHost());
        NewSync sync = new NewSync(own, host, base, home);
        // Of another server of such a name.
        for (int number = 2; Files.exists(sync.settings()) && !sync.isOurs(); number++) {
            sync = new NewSync(own, host + number, base, home);
        }
        return sync;
    }

    private static String fromPath(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(part -> plain(part.replaceFirst("\\.json$", "")))
                .filter(part -> !part.isEmpty())
                .reduce((first, second) -> second)
                .orElse("items");
    }

    /** The longest part of the host's name that is not the same for everybody. */
    private static String fromHost(String host) {
        List<String> parts = new ArrayList<>(List.of(host.split("\\.", -1)));
        if (host.matches("[\\d.]+|\\[.*]|localhost")) {
            return "local";
        }
        if (parts.size() > 1) {
            parts.remove(parts.size() - 1);
        }
        parts.removeIf(part -> List.of("www", "api", "rest").contains(part));
        return parts.stream()
                .map(NewSync::plain)
                .max(Comparator.comparingInt(String::length))
                .filter(part -> !part.isEmpty())
                .orElse("api");
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("%[0-9a-f]{2}|[^a-z0-9]", "")
                .replaceFirst("^[0-9]+", "");
    }

    /** The name of the sync. */
    public String name() {
        return name;
    }

    /** The name of its API. */
    public String api() {
        return api;
    }

    private Path route() {
        return home.resolve("routes").resolve(name + ".camel.yaml");
    }

    private Path settings() {
        return home.resolve("config").resolve("api-" + api + ".properties");
    }

    /**
     * Refuses names whose files are there.
     *
     * @throws InvalidSettingException naming the file
     */
    public void requireFree() {
        if (Files.exists(route())) {
            throw new InvalidSettingException(
                    route() + " is there already and is not overwritten; give the sync another name (--name)");
        }
    }

    /** Whether the file of the API is of this server: then it stays as it is. */
    private boolean isOurs() {
        try {
            return Files.readAllLines(settings()).stream()
                    .anyMatch(line -> line.replace(" ", "").equals(key("base-url") + "=" + baseUri));
        } catch (IOException e) {
            return false;
        }
    }

    private String key(String setting) {
        return "pagesync.api." + api + "." + setting;
    }

    /** Writes what is not there yet, and returns the files. */
    public List<String> write(Map<String, String> parameters, BaseCommand command, ApiOptions options) {
        List<String> written = new ArrayList<>();
        if (!Files.exists(settings())) {
            StringBuilder text = new StringBuilder("# An API; docs/settings.md has every setting.\n");
            options.asSettings(command, baseUri).forEach((setting, value) -> text.append(key(setting))
                    .append(" = ")
                    .append(value.replace("\\", "\\\\"))
                    .append('\n'));
            written.add(write(settings(), text.toString()));
        }
        boolean keyed = !parameters.getOrDefault("key", "").isEmpty();
        Target target = keyed
                ? new Target("kamelet:database-sink", Map.of("table", name), false)
                : Target.of(name + ".jsonl", false);
        String hint = parameters.containsKey("schedule")
                ? ""
                : "# Every night at two:  schedule: 0 0 2 * * ?  among the parameters, and  pagesync serve\n";
        String route = hint + new SyncRoute(name, parameters, List.of(target)).yaml();
        written.add(write(route(), route));
        return written;
    }

    private static String write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
