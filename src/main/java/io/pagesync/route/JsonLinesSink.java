package io.pagesync.route;

import io.pagesync.run.Run;
import io.pagesync.sink.JsonLines;
import io.pagesync.sink.PageDestination;
import org.apache.camel.Exchange;

/** What the jsonl-sink Kamelet calls, one object a use of it. */
public final class JsonLinesSink {
    private String file = "";

    /** What tells one use of the Kamelet from another. */
    private record Use(String file) {}

    /** The file's path; a minus sign is standard output. */
    public String getFile() {
        return file;
    }

    /** The file's path; a minus sign is standard output. */
    public void setFile(String file) {
        this.file = RawText.of(file);
    }

    /**
     * Looks whether the file could be written; leaves nothing behind.
     *
     * @return what is there, in one clause
     * @throws io.pagesync.PagesyncException if it could not, with the cure
     */
    String check() {
        return JsonLines.check(file);
    }

    /**
     * Opens the file for a run; does nothing if the run has it open.
     *
     * @throws io.pagesync.PagesyncException if it cannot be written, with the cure
     */
    PageDestination open(Run run) {
        return run.destination(new Use(file), () -> JsonLines.open(file, run));
    }

    /** Writes the page on the message. */
    public void write(Exchange exchange) {
        SinkPage arrived = SinkPage.of(exchange, "jsonl-sink");
        open(arrived.delivery().run()).write(arrived.page(), arrived.delivery());
    }
}
