package io.pagesync.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageCapTest {
    @ParameterizedTest
    @ValueSource(ints = {10, 16, 20, 25, 30, 32, 50, 64, 75, 100, 128, 200, 250, 500, 1000, 1024})
    void maybe_roundNumber_is(int size) {
        assertThat(PageCap.maybe(size)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 8, 9, 11, 57, 95, 99, 101, 123})
    void maybe_anyOtherNumber_isNot(int size) {
        assertThat(PageCap.maybe(size)).isFalse();
    }
}
