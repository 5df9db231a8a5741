package io.pagesync.cli.serve;

import io.pagesync.camel.watch.RunLog;
import io.pagesync.cli.progress.LogLine;
import io.pagesync.report.RunReport;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What {@code serve} says, one line for each run and each warning, as text or JSON. What comes before the settings are read
 * is held back until it is known how it is to be written. Thread-safe.
 */
final class ServeLog {
    /** So many lines are kept for whoever looks. */
    private static final int RECENT = 100;

    private final PrintWriter to;
    private final List<Runnable> held = new ArrayList<>();
    private final Deque<String> recent = new ArrayDeque<>();
    private boolean begun;
    private boolean json;

    /** To standard error, as a rule. */
    ServeLog(PrintWriter to) {
        this.to = to;
    }

    /** From now on it is written, in JSON or as text. */
    synchronized void begin(boolean inJson) {
        json = inJson;
        begun = true;
        held.forEach(Runnable::run);
        held.clear();
    }

    /** A run has ended. */
    void run(RunReport report) {
        String level = RunLog.isWell(report) ? "INFO" : "WARN";
        String sentence = RunLog.line(report);
        Map<String, String> line = line(level, sentence);
        line.put("sync", report.sync());
        line.put("run", report.run());
        line.put("verdict", report.verdict().toString());
        write(line, line.get("time") + " " + level + " " + sentence);
    }

    /** Something is to be looked at. */
    void warn(String sentence) {
        write(line("WARN", sentence), "pagesync: " + sentence);
    }

    /** Something is worth knowing. */
    void tell(String sentence) {
        write(line("INFO", sentence), sentence);
    }

    private static Map<String, String> line(String level, String sentence) {
        Map<String, String> line = LogLine.of(Instant.now(), level);
        line.put("sentence", sentence);
        return line;
    }

    /** The last lines, the newest first. */
    synchronized List<String> recent() {
        List<String> newestFirst = new ArrayList<>(recent);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private synchronized void write(Map<String, String> fields, String text) {
        if (!begun) {
            held.add(() -> write(fields, text));
            return;
        }
        recent.addLast(fields.get("time") + " " + fields.get("level") + " " + fields.get("sentence"));
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
        to.println(json ? LogLine.json(fields) : text);
        to.flush();
    }
}
