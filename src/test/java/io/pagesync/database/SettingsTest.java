package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.table.TableSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be is said before anything is written. */
final class SettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a.b.c", "a\nb", "pagesync_marks", "public.pagesync_columns", "sqlite_x", ".a"})
    void table_thatIsNoName_isRefused(String table) {
        assertThatThrownBy(() -> TableSettings.append(table)).isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void ignore_ofNestedField_isRefused() {
        assertThatThrownBy(() -> TableSettings.append("t").withIgnore("/item/at"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("name a whole field");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/db?user=me&password=s3cret",
                "jdbc:postgresql://me:s3cret@host/db",
                "jdbc:sqlite::memory:",
                "jdbc:oracle:thin:x",
                "postgres://me:s3cret@host/db"
            })
    void url_thatCannotBeUsed_isRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> Database.open(DatabaseSettings.of("main", url, null, null)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("data source main")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void settings_asText_hideThePassword() {
        assertThat(DatabaseSettings.of("main", "jdbc:postgresql://host/db", "me", "s3cret"))
                .hasToString("data source main");
        assertThatThrownBy(() -> new DatabaseSettings(
                        "main", "jdbc:postgresql://h/d", null, () -> null, 0, Duration.ofSeconds(5)))
                .isInstanceOf(InvalidSettingException.class);
    }
}
