package io.pagesync.database.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.own.LedgerLeases.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is dead, by a process folder as Linux has it. */
final class ProcessesTest {
    private static final Holder OTHER = new Holder("PID 4711 on db1", "boot-1 pid:[1]", 4711, 500);

    @TempDir
    private Path proc = Path.of("");

    private Processes processes = new Processes(proc);

    @BeforeEach
    void boot() throws IOException {
        processes = new Processes(proc);
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "boot-1\n");
        Files.createDirectories(proc.resolve("self/ns"));
        Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[1]"));
        runs(1, "S", 1);
    }

    private void runs(long pid, String state, long start) throws IOException {
        Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(
                proc.resolve(pid + "/stat"), pid + " (java (x) y) " + state + " 1".repeat(18) + " " + start + " 0 0\n");
    }

    @Test
    void isDead_processRuns_isNot() throws IOException {
        runs(4711, "S", 500);

        assertThat(processes.isDead(OTHER)).isFalse();
    }

    @Test
    void isDead_processIsGone_is() {
        assertThat(processes.isDead(OTHER)).isTrue();
    }

    @Test
    void isDead_anotherProcessHasItsId_is() throws IOException {
        runs(4711, "S", 501);

        assertThat(processes.isDead(OTHER)).isTrue();
    }

    @Test
    void isDead_processWasKilledAndNobodyHasAskedForItsEnd_is() throws IOException {
        runs(4711, "Z", 500);

        assertThat(processes.isDead(OTHER)).isTrue();
    }

    @Test
    void isDead_processIsStopped_isNot() throws IOException {
        runs(4711, "T", 500);

        assertThat(processes.isDead(OTHER)).isFalse();
    }

    @Test
    void isDead_ofAnotherMachineOrBoot_nobodyCanTell() {
        assertThat(processes.isDead(new Holder("", "boot-2 pid:[1]", 4711, 500)))
                .isFalse();
        assertThat(processes.isDead(new Holder("", "boot-1 pid:[2]", 4711, 500)))
                .isFalse();
        assertThat(processes.isDead(new Holder("", "", 4711, 500))).isFalse();
    }

    @Test
    void isDead_whereOthersProcessesAreHidden_nobodyCanTell() throws IOException {
        Files.delete(proc.resolve("1/stat"));

        assertThat(processes.isDead(OTHER)).isFalse();
    }

    @Test
    void self_isNotDead() {
        Processes real = Processes.ofThisMachine();

        assertThat(real.isDead(real.self())).isFalse();
        assertThat(real.self().text())
                .startsWith("PID " + ProcessHandle.current().pid() + " on ");
    }
}
