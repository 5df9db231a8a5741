package io.pagesync.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.InvalidSettingException;
import io.pagesync.settings.Problem;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goes through every setting of the reference with what may be wrong and what may be right for some. */
final class EverySettingTest {
    /** Wrong forms, values out of range, what only some forms take. */
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "-1",
            "0",
            "1",
            "0.0001",
            "1.5",
            "5m",
            "0s",
            "366d",
            "99999999999999",
            "true",
            "yes",
            "none",
            "bearer",
            "api-key",
            "basic",
            "token-exchange",
            "oauth2-client-credentials",
            "form",
            "X Y: z",
            "caf\u00e9",
            "a\nb",
            "no/such/file",
            "/path",
            "http://h",
            "https://h",
            "http://h/?a=b",
            "https://me:hush@h",
            "jdbc:sqlite:x.db",
            "jdbc:sqlite::memory:",
            "jdbc:postgresql://me:hush@h/d",
            "jdbc:oracle:thin:x",
            "tcp://h:1",
            "tcp://me:hush@h:1",
            "{\"a\": \"${password}\"}",
            "{\"a\": ${password}}");

    static Stream<Arguments> settings() {
        return Catalog.SECTIONS.stream().flatMap(section -> section.settings().stream()
                .map(setting -> Arguments.of(key(section, setting), setting)));
    }

    private static String key(Section section, Setting<?> setting) {
        return section.key("t3", setting.name())
                .replace("<header>", "x-tenant")
                .replace("<field>", "otp")
                .replace("<property>", "linger.ms");
    }

    private static Map<String, Value> with(String key, Value value) {
        Map<String, Value> set = new TreeMap<>();
        set.put("pagesync.api.t3.base-url", Value.of("http://localhost", "application.properties"));
        set.put(key, value);
        return set;
    }

    @ParameterizedTest
    @MethodSource("settings")
    void settingInAFile_thatCannotBe_isToldAsTheStartTellsIt(String key, Setting<?> setting) {
        for (String text : TEXTS) {
            Configuration read = Configuration.of(with(key, Value.of(text, "application.properties")));

            assertSameWords(key + " = " + text, read);
            assertThat(read.problems()).as(key + " = " + text).allSatisfy(problem -> assertThat(problem.sentence())
                    .doesNotContain(setting.form().type().equals("file") ? "\n" : "hush", "\n"));
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void settingInTheEnvironment_isReadAsInAFile(String key, Setting<?> setting) {
        for (String text : TEXTS) {
            Problems problems = new Problems();
            Map<String, Value> variables = Variables.read(Map.of(Setting.variable(key), text), problems);
            assertThat(variables).containsOnlyKeys(key);
            Map<String, Value> both = with("pagesync.api.t3.base-url", Value.of("http://localhost", "a file"));
            both.putAll(variables);
            Configuration read = Configuration.of(both, problems);

            assertSameWords(Setting.variable(key) + "=" + text, read);
            if (!setting.secret()) {
                assertThat(sentences(read))
                        .as(Setting.variable(key) + "=" + text)
                        .isEqualTo(sentences(Configuration.of(with(key, Value.of(text.strip(), "a file")))).stream()
                                .map(each -> each.replace(
                                        "(a file)", "(environment variable " + Setting.variable(key) + ")"))
                                .toList());
            }
        }
    }

    /** One configuration with all of it: nothing that is wrong hides something else. */
    @ParameterizedTest
    @FieldSource("TEXTS")
    void everySettingAtOnce_tellsOfEach(String text) {
        Map<String, Value> set = new TreeMap<>();
        long expected = settings()
                .map(Arguments::get)
                .filter(each -> !((String) each[0]).contains(".auth.") && !((Setting<?>) each[1]).secret())
                .filter(each -> {
                    String key = (String) each[0];
                    set.put("pagesync.api.t3.base-url", Value.of("http://localhost", "a file"));
                    if (key.endsWith("base-url") || key.endsWith("-file") || key.endsWith("certificate")) {
                        return false;
                    }
                    set.put(key, Value.of(text, "a file"));
                    return !Configuration.of(with(key, Value.of(text, "a file")))
                            .problems()
                            .isEmpty();
                })
                .count();

        assertThat(Configuration.of(set).problems()).hasSize((int) expected);
    }

    private static void assertSameWords(String described, Configuration read) {
        try {
            read.requireSound();
            assertThat(read.problems()).as(described).isEmpty();
        } catch (InvalidSettingException e) {
            assertThat(e.findings()).as(described).isNotEmpty().isEqualTo(sentences(read));
        }
    }

    private static List<String> sentences(Configuration read) {
        return read.problems().stream().map(Problem::sentence).toList();
    }
}
