package io.pagesync.page.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AnswerStartTest {
    @Test
    void of_shortText_isQuotedWhole() {
        assertThat(of("<html>")).isEqualTo("'<html>'");
    }

    @Test
    void of_nothingOrBlank_saysNothing() {
        assertThat(of("")).isEqualTo("nothing");
        assertThat(of(" \r\n\t")).isEqualTo("nothing");
    }

    @Test
    void of_longText_isCut() {
        assertThat(of("x".repeat(10_000))).isEqualTo("'" + "x".repeat(120) + "...'");
    }

    @Test
    void of_controlCharacters_areSpaces() {
        assertThat(of("a\u001b[31mb\u0000\u0007c\r\nd")).isEqualTo("'a [31mb c d'");
    }

    @Test
    void of_controlCharactersBeyondAscii_areSpaces() {
        assertThat(of("a\u009b31mb\u202ec\u2028d")).isEqualTo("'a 31mb c d'");
    }

    @Test
    void of_mostlyWhiteSpace_stillSaysThatItWasCut() {
        assertThat(of("a" + " ".repeat(1000) + "b")).isEqualTo("'a...'");
    }

    @Test
    void of_cutWithinAPairOfSurrogates_leavesNoHalf() {
        String text = of("x" + "😀".repeat(200));
        assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
    }

    @Property(tries = 500)
    void of_anyBytes_isOneShortPrintableLine(@ForAll byte[] body) {
        String text = AnswerStart.of(body);
        assertThat(text).hasSizeLessThanOrEqualTo(125).isNotBlank();
        assertThat(text.chars()).noneMatch(Character::isISOControl);
    }

    private static String of(String text) {
        return AnswerStart.of(text.getBytes(UTF_8));
    }
}
