package io.pagesync.ledger;

import io.pagesync.PagesyncException;
import java.nio.file.Path;

/** A sync was to run while a run of it is open. Exit code 5. */
public final class AlreadyRunningException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    /** What it is, in a few words; by them the command line knows it in the answer of a process that it has asked. */
    public static final String TITLE = "Running already";

    /**
     * The sync has a run open.
     *
     * @param run its id
     * @param where who runs it, since when, and whether alive, to follow the sync's name, such as {@code runs in PID 4711 on
     *     db1 since 21:04, last sign of life 3 s ago}
     */
    public AlreadyRunningException(String sync, String run, String where) {
        super(sync + " " + where + " (run " + run + ")");
    }

    /** The sync has this run open in this process. */
    public AlreadyRunningException(String sync, String run) {
        super("the sync " + sync + " is running already (run " + run + "); it never runs twice at once");
    }

    private AlreadyRunningException(String sentence) {
        super(sentence);
    }

    /** Another process has said so, in this sentence. */
    public static AlreadyRunningException told(String sentence) {
        return new AlreadyRunningException(sentence);
    }

    /** A run into a file was to begin while another one has the ledger beside the file; its writer is told in words. */
    public static AlreadyRunningException into(Path file, String writer) {
        return new AlreadyRunningException(
                "the file " + file + " is being written by " + writer + "; wait for its end, or name another file");
    }
}
