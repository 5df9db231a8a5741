package io.pagesync.database.ledger.lease;

import io.pagesync.database.own.LedgerLeases.Holder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Processes, as leases name them: this one, and whether another one of this machine is dead. On Linux a machine is a boot and
 * a namespace of process ids, and a process is told from another of the same id by the tick it was started in, which no
 * change of the wall clock moves. Elsewhere nothing is known of others, and their leases are waited for.
 */
public final class Processes {
    private static final Path PROC = Path.of("/proc");
    /** Behind the name in brackets, which may hold anything: state, and 18 fields later the start. */
    private static final int STATE = 0;

    private static final int START = 19;

    private final Path proc;

    public Processes(Path proc) {
        this.proc = proc;
    }

    /** Those of this machine. */
    public static Processes ofThisMachine() {
        return new Processes(PROC);
    }

    /** This one. */
    public Holder self() {
        long pid = ProcessHandle.current().pid();
        String machine = machine();
        String[] stat = stat(pid);
        return new Holder(
                "PID " + pid + " on " + host(),
                stat.length > START ? machine : "",
                pid,
                stat.length > START ? Long.parseLong(stat[START]) : 0);
    }

    /** Whether the process is of this machine and does not run any more; false where nobody can tell. */
    public boolean isDead(Holder holder) {
        if (holder.machine().isEmpty() || !holder.machine().equals(machine())) {
            return false;
        }
        String[] stat = stat(holder.pid());
        if (stat.length <= START) {
            // Where those of others are hidden, nothing is seen of the first one, either.
            return stat(1).length > START;
        }
        boolean ended = stat[STATE].equals("Z") || stat[STATE].equals("X");
        return ended || Long.parseLong(stat[START]) != holder.born();
    }

    private String machine() {
        try {
            String boot =
                    Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
            return boot + " " + Files.readSymbolicLink(proc.resolve("self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private String[] stat(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(proc.resolve(pid + "/stat"));
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }

    /** For people; a name server is not asked. */
    private String host() {
        try {
            return Files.readString(proc.resolve("sys/kernel/hostname")).strip();
        } catch (IOException e) {
            Map<String, String> environment = System.getenv();
            return environment.getOrDefault("COMPUTERNAME", environment.getOrDefault("HOSTNAME", "this machine"));
        }
    }
}
