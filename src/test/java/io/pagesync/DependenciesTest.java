package io.pagesync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/dependencies.md says of the libraries is said of those that are there. */
final class DependenciesTest {
    private static final List<String> JARS = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).getFileName().toString())
            .filter(name -> name.endsWith(".jar"))
            .toList();

    private static List<MatchResult> rows(String section, String row) throws IOException {
        String text = Files.readString(Path.of("docs/dependencies.md"));
        int from = text.indexOf("## " + section);
        int to = text.indexOf("\n## ", from);
        return Pattern.compile(row, Pattern.MULTILINE)
                .matcher(text.substring(from, to < 0 ? text.length() : to))
                .results()
                .toList();
    }

    @Test
    void library_ofWhichSomethingIsKnown_isThereInTheVersionThatWasLookedAt() throws IOException {
        List<MatchResult> known = rows("What is known", "^\\| `(.+)` \\| (\\S+) \\|");

        assertThat(known).isNotEmpty();
        assertThat(JARS)
                .containsAll(known.stream()
                        .map(row -> row.group(1) + "-" + row.group(2) + ".jar")
                        .toList());
    }

    @Test
    void library_leftOut_isNotThere() throws IOException {
        List<MatchResult> leftOut = rows("What is left out", "^\\| `(.+)` \\|");

        assertThat(leftOut).isNotEmpty();
        for (MatchResult row : leftOut) {
            assertThat(JARS).noneMatch(jar -> jar.matches(Pattern.quote(row.group(1)) + "-\\d.*"));
        }
    }
}
