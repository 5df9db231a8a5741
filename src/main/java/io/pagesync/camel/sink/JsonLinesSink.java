package io.pagesync.camel.sink;

import io.pagesync.FolderCheck;
import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.camel.context.RawText;
import io.pagesync.page.Page;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Setting;
import io.pagesync.sink.JsonLinesFile;
import io.pagesync.sink.JsonLinesStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the jsonl-sink Kamelet calls, one object a use of it. */
public final class JsonLinesSink {
    private static final Declarations PARAMETERS = new Declarations();
    private static final Setting<String> FILE = PARAMETERS.required("file", Form.FILE, "");

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
        this.file = RawText.of(file.strip());
    }

    /**
     * Checks the parameter when the sync is made; the file is not looked at yet.
     *
     * @throws io.pagesync.InvalidSettingException if it is no path of a file
     */
    public void prepare() {
        if (FILE.form().find(file).isEmpty()) {
            throw new InvalidSettingException("kamelet:jsonl-sink has file: '" + file.replaceAll("\\p{Cntrl}", "?")
                    + "'; it must be " + FILE.form().right());
        }
    }

    /** The parameters of {@code kamelet:jsonl-sink}. */
    static List<Setting<?>> parameters() {
        return PARAMETERS.list();
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
