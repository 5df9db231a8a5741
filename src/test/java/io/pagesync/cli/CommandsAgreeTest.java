package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.config.Catalog;
import io.pagesync.config.Configuration;
import io.pagesync.settings.Problem;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lint}, {@code config}, {@code check} and {@code run} agree on every setting of the reference. */
final class CommandsAgreeTest {
    private static final String SOURCE =
            "^(settings|override|environment|environment variable \\S+|[\\w.-]+\\.properties): ";

    private final String home = System.getProperty("pagesync.home", "");

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        System.setProperty("pagesync.home", folder.toString());
        Files.createDirectories(folder.resolve("routes"));
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "5m"})
    void everySettingAtOnce_isToldInTheSameWordsByAll(String text) {
        Map<String, String> set = new TreeMap<>();
        int owner = 0;
        for (Section section : Catalog.SECTIONS) {
            for (Setting<?> setting : section.settings()) {
                // Of each setting an API or data source of its own: so none hides another.
                String name = "n" + owner++;
                if (section.prefix().startsWith("pagesync.api.")) {
                    set.put(section.key(name, "base-url"), "http://127.0.0.1:1");
                }
                set.put(
                        section.key(name, setting.name())
                                .replace("<header>", "x-tenant")
                                .replace("<field>", "otp"),
                        text);
            }
        }
        assertAgreed(set);

        Set<String> wrong = Configuration.of(values(set)).problems().stream()
                .map(Problem::key)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(wrong).isNotEmpty();
        Map<String, String> sound = new TreeMap<>(set);
        sound.keySet()
                .removeIf(key -> wrong.stream().anyMatch(each -> ownerOf(each).equals(ownerOf(key))));
        assertAllTake(sound);
    }

    @Test
    void settingsThatDoNotGoTogether_areToldInTheSameWordsByAll(@TempDir Path folder) throws IOException {
        String empty = Files.createFile(folder.resolve("empty")).toString();
        String key = Files.writeString(folder.resolve("key"), "k\n").toString();
        Map<String, String> set = new TreeMap<>();
        for (String api : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            set.put("pagesync.api." + api + ".base-url", "http://127.0.0.1:1");
        }
        set.put("pagesync.api.a.auth.type", "bearer");
        set.put("pagesync.api.b.auth.type", "api-key");
        set.put("pagesync.api.b.auth.key-file", key);
        set.put("pagesync.api.b.auth.header", "X-Key");
        set.put("pagesync.api.b.auth.parameter", "key");
        set.put("pagesync.api.c.auth.token-file", key);
        set.put("pagesync.api.d.ca-file", key);
        set.put("pagesync.api.e.base-url", "https://127.0.0.1:1");
        set.put("pagesync.api.e.ca-file", key);
        set.put("pagesync.api.e.client-certificate", "no/such/file");
        set.put("pagesync.api.f.auth.type", "token-exchange");
        set.put("pagesync.api.f.auth.body", "[1]");
        set.put("pagesync.api.g.auth.type", "token-exchange");
        set.put("pagesync.api.g.auth.path", "/login");
        set.put("pagesync.api.g.auth.body", "{\"a\":\"$(otp)\"}");
        set.put("pagesync.api.g.auth.secret.otp-file", empty);
        set.put("pagesync.api.g.auth.password-file", key);
        set.put("pagesync.api.h.headers.Host", "x");
        set.put("pagesync.api.h.headers.Authorization", "x");
        set.put("pagesync.api.i.rate-limit", "fast");
        set.put("pagesync.datasource.a.password-file", "no/such/file");
        set.put("pagesync.datasource.b.url", "jdbc:oracle:thin:x");
        set.put("pagesync.datasource.c.url", "jdbc:sqlite::memory:");
        set.put("pagesync.datasource.c.password", "hush");
        set.put("pagesync.jms.url", "tcp://me:hush@h:1");
        set.put("pagesync.jms.pasword-file", empty);
        set.put("pagesync.schedules", "{{nosuch}}");

        Set<String> told = assertAgreed(set);

        assertThat(told).hasSize(19).noneMatch(sentence -> sentence.contains("hush"));
    }

    private static Set<String> assertAgreed(Map<String, String> set) {
        CommandRun lint = command("lint", set);
        Set<String> linted = lint.out()
                .lines()
                .map(line -> line.replaceFirst(SOURCE, ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(lint.code()).isEqualTo(2);
        assertThat(sentences(command("check", set)
                        .out()
                        .lines()
                        .map(line -> line.replaceFirst(SOURCE, ""))
                        .toList()))
                .isEqualTo(linted);
        for (String command : List.of("config", "run nosuch")) {
            CommandRun run = command(command, set);
            assertThat(run.code()).as(command).isEqualTo(2);
            assertThat(sentences(run.errLines().stream()
                            .map(line -> line.replaceFirst("^pagesync: ", ""))
                            .toList()))
                    .as(command)
                    .isEqualTo(linted);
        }
        return linted;
    }

    private static void assertAllTake(Map<String, String> set) {
        assertThat(command("lint", set).out()).isEqualTo("no findings: 0 syncs, settings and routes\n");
        assertThat(command("config", set).code()).isZero();
        assertThat(command("check", set).code()).isZero();
        assertThat(command("run nosuch", set).err()).startsWith("pagesync: there is no sync named 'nosuch'");
    }

    private static Set<String> sentences(List<String> lines) {
        return new TreeSet<>(lines);
    }

    private static String ownerOf(String key) {
        return key.matches("pagesync\\.(api|datasource)\\..*")
                ? key.replaceFirst("(pagesync\\.\\w+\\.\\w+\\.).*", "$1")
                : key;
    }

    private static Map<String, Value> values(Map<String, String> set) {
        Map<String, Value> values = new TreeMap<>();
        set.forEach((key, text) -> values.put(key, Value.of(text.strip(), "settings")));
        return values;
    }

    private static CommandRun command(String command, Map<String, String> set) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        set.forEach((key, text) -> arguments.addAll(List.of("--set", key + "=" + text)));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
