package io.pagesync.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RefusedFactsTest {
    @Test
    void masked_hasNoKey_noText_andNothingThatTheReasonQuotes() {
        RefusedFacts refused = new RefusedFacts(
                "r1",
                "items",
                "",
                1,
                2,
                "4711",
                "table items",
                "PostgreSQL says 'ERROR: invalid input syntax for type integer: \"123-45-6789\"'",
                "{\"ssn\":\"123-45-6789\"}");

        assertThat(refused.masked())
                .isEqualTo(new RefusedFacts("r1", "items", "", 1, 2, "***", "table items", "PostgreSQL says ***", ""));
    }
}
