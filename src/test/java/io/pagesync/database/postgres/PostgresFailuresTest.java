package io.pagesync.database.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the errors of PostgreSQL mean, by their codes. */
final class PostgresFailuresTest {
    private final PostgresFailures failures = new PostgresFailures();

    @Test
    void preparedStatementThatAPoolerHasLost_namesTheParameter() {
        SQLException error = new SQLException("ERROR: prepared statement \"S_2\" does not exist", "26000");

        assertThat(failures.cure(error, "pagesync.datasource.main"))
                .isEqualTo("a pooler such as PgBouncer in transaction mode needs prepareThreshold=0 in"
                        + " pagesync.datasource.main.url");
        assertThat(failures.blamesValues(error)).isFalse();
    }

    @Test
    void schemaThatMayNotBeUsed_isNamed() {
        SQLException error = new SQLException("ERROR: permission denied for schema public\n  Position: 14", "42501");

        assertThat(failures.cure(error, "pagesync.datasource.main"))
                .isEqualTo("its owner can GRANT USAGE, CREATE ON SCHEMA public to the user of"
                        + " pagesync.datasource.main.user; tables without a schema in their name, Pagesync's own too, go"
                        + " where currentSchema in pagesync.datasource.main.url says");
    }

    @ParameterizedTest
    @CsvSource({
        "P0001, true",
        "22003, true",
        "23503, true",
        "44000, true",
        "54000, true",
        "21000, true",
        "ZZ123, true",
        "08006, false",
        "40001, false",
        "42703, false",
        "53100, false",
        "57014, false",
        "XX000, false",
        ", false"
    })
    void recordsAreToBlame_forErrorsOfTheirValuesAndThoseThatSomebodyRaises(String state, boolean values) {
        assertThat(failures.blamesValues(new SQLException("ERROR", state))).isEqualTo(values);
    }
}
