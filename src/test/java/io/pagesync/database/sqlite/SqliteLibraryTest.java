package io.pagesync.database.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The library that SQLite's driver unpacks: one that cannot be loaded is told, one that was left behind is removed. */
final class SqliteLibraryTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void library_thatCannotBeLoaded_isOneSentenceWithTheFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        SqliteLibrary.Loader refused = () -> {
            throw new UnsatisfiedLinkError("failed to map segment from shared object");
        };

        assertThat(SqliteLibrary.load(folder, () -> {})).isNull();
        assertThat(SqliteLibrary.load(folder, refused))
                .isEqualTo(
                        "SQLite cannot be loaded from the temporary folder " + folder + " (java.io.tmpdir): what is in"
                                + " it may not be executed (noexec); start Java with another, -Djava.io.tmpdir=FOLDER (the"
                                + " launcher's PAGESYNC_JAVA_OPTS)");
        assertThat(SqliteLibrary.load(folder.resolve("none"), refused)).contains("there is no such folder");
        assertThat(SqliteLibrary.load(file, refused)).contains("it is no folder");
    }

    @ParameterizedTest
    @CsvSource({"61, false, false", "61, true, true", "10, false, true"})
    void leftovers_areRemoved_onceNobodyUsesThem(long age, boolean used, boolean stay) throws IOException {
        Path library = Files.createFile(folder.resolve("sqlite-3.51.0.0-0af1-libsqlitejdbc.so"));
        Path lock = Files.createFile(folder.resolve("sqlite-3.51.0.0-0af1-libsqlitejdbc.so.lck"));
        Path another = Files.createFile(folder.resolve("sqlite-notes.txt"));
        FileTime then = FileTime.from(Instant.now().minusSeconds(age));
        for (Path each : List.of(library, lock, another)) {
            Files.setLastModifiedTime(each, then);
        }
        Path processes = folder.resolve("proc");
        Files.createDirectories(processes.resolve("self"));
        Files.createFile(processes.resolve("self/maps"));
        Path process = Files.createDirectories(processes.resolve("77"));
        Files.writeString(
                process.resolve("maps"),
                used ? "7f00-7f01 r-xp 00000000 08:01 42 " + library + "\n" : "7f00-7f01 [heap]\n",
                StandardCharsets.UTF_8);

        new SqliteLeftovers(folder, processes).remove();

        assertThat(Files.exists(library)).isEqualTo(stay);
        assertThat(Files.exists(lock)).isEqualTo(stay);
        assertThat(another).exists();
    }

    @Test
    void leftovers_whereProcessesCannotBeSeen_stay() throws IOException {
        Path library = Files.createFile(folder.resolve("sqlite-3.51.0.0-0af1-libsqlitejdbc.so"));
        Files.setLastModifiedTime(library, FileTime.from(Instant.EPOCH));

        new SqliteLeftovers(folder, folder.resolve("proc")).remove();

        assertThat(library).exists();
    }
}
