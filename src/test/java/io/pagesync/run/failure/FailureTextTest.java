package io.pagesync.run.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.PagesyncException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FailureTextTest {
    @Test
    void of_ourOwnError_isItsSentence() {
        assertThat(FailureText.of(
                        new RuntimeException("wrapped", new PagesyncException("sentence", new IOException("io")))))
                .isEqualTo("sentence");
    }

    @Test
    void of_anotherError_isItsInnermostCauseWithItsType() {
        assertThat(FailureText.of(new RuntimeException("outer", new IOException("No space left on device"))))
                .isEqualTo("IOException: No space left on device");
    }

    @Test
    void of_innermostCauseThatSaysNothing_isTheOneAboveIt() {
        assertThat(FailureText.of(new IOException("disk full", new IllegalStateException())))
                .isEqualTo("IOException: disk full");
    }

    @Test
    void of_nobodySaysAnything_isTheTypeOfTheInnermost() {
        assertThat(FailureText.of(new RuntimeException(null, new IllegalStateException())))
                .isEqualTo("IllegalStateException");
    }

    @Test
    void of_severalLines_isOne() {
        assertThat(FailureText.of(new PagesyncException(" a\r\n\tb  c "))).isEqualTo("a b c");
    }

    @Test
    void of_longText_isCut() {
        assertThat(FailureText.of(new PagesyncException("x".repeat(10_000)))).isEqualTo("x".repeat(500) + "...");
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void of_causesInACircle_ends() {
        RuntimeException one = new RuntimeException("one");
        RuntimeException two = new RuntimeException("two", one);
        one.initCause(two);
        assertThat(FailureText.of(one)).startsWith("RuntimeException: ");
    }
}
