package io.pagesync.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OneLineTest {
    @Test
    void of_lineBreaksAndEscapes_areSpaces() {
        assertThat(OneLine.of(" a\r\nb\u001b[2Jc\u2028d\u202ee\u0085f\u0000 ")).isEqualTo("a b [2Jc d e f");
    }

    @Test
    void of_letters_areKept() {
        assertThat(OneLine.of("Kühl 漢字 🙂")).isEqualTo("Kühl 漢字 🙂");
    }
}
