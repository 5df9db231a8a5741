package io.pagesync.camel.sink;

import io.pagesync.FolderCheck;
import io.pagesync.PagesyncException;
import io.pagesync.camel.context.RawText;
import io.pagesync.page.Page;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.sink.JsonLinesFile;
import io.pagesync.sink.JsonLinesStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the jsonl-sink Kamelet calls, one object a use of it. */
public final class JsonLinesSink {
    private String file = "";
    private @Nullable Run run;
    private @Nullable Target target;

    @FunctionalInterface
    private interface Target {
        void write(Page page, Delivery delivery);
    }

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
     * @throws PagesyncException if it could not, with the cure
     */
    public String check() {
        if (file.equals("-")) {
            return "standard output takes the records";
        }
        Path path = Path.of(file).toAbsolutePath();
        if (Files.isDirectory(path)) {
            throw new PagesyncException("the file " + file + " cannot be written: it is a folder; name another file");
        }
        FolderCheck.requireWritable(path.resolveSibling(""), "file", file);
        return "file " + file + " can be written";
    }

    /** Writes the page on the message. */
    public void write(Exchange exchange) {
        SinkPage arrived = SinkPage.of(exchange, "jsonl-sink");
        targetOf(arrived.delivery().run()).write(arrived.page(), arrived.delivery());
    }

    /** Each run writes a file of its own. */
    private synchronized Target targetOf(Run current) {
        Target now = target;
        if (now == null || run != current) {
            now = open();
            target = now;
            run = current;
        }
        return now;
    }

    private Target open() {
        if (file.equals("-")) {
            return new JsonLinesStream("standard output", new FileOutputStream(FileDescriptor.out))::write;
        }
        return new JsonLinesFile(Path.of(file))::write;
    }
}
