package io.pagesync.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.page.Envelope;
import io.pagesync.page.Fingerprint;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Json;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one run: of each page the answer's bytes and what its headers have said. A page that cannot be kept, or cannot
 * be read again, is asked for once more; the run is told of it. Thread-safe.
 */
public final class RunSpool {
    /** Of a run whose pages are not kept. */
    public static final RunSpool NONE = new RunSpool();

    private static final String ENDING = ".page";

    private final @Nullable Spool spool;
    private final Path folder;
    private final Supplier<String> run;
    /** The files that are there, with their sizes. */
    private final Map<String, Long> files = new ConcurrentHashMap<>();

    private int kept;
    private int handedOn;
    private int lost;
    private @Nullable String firstLoss;

    /** What stands before the bytes of the answer, in a line of its own. */
    private record Head(String run, String partition, long fingerprint, Envelope envelope) {}

    private RunSpool() {
        this.spool = null;
        this.folder = Path.of("");
        this.run = () -> "";
    }

    /** Finds what an earlier attempt at the run has kept; deletes what is of none. */
    RunSpool(Spool spool, Path folder, Supplier<String> run, boolean goesOn) {
        this.spool = spool;
        this.folder = folder;
        this.run = run;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path each : all) {
                String name = each.getFileName() + "";
                files.put(name, Files.size(each));
                // Some may have been cut short.
                if (!goesOn || !name.endsWith(ENDING)) {
                    remove(name);
                }
            }
        } catch (NoSuchFileException e) {
            // Nothing was kept.
        } catch (IOException e) {
            lost("what was kept in " + folder + " cannot be read: " + e);
        }
    }

    private static String prefix(String partition) {
        return Long.toHexString(Fingerprint.of(partition)) + "-";
    }

    private static String name(String partition, int page) {
        return prefix(partition) + page + ENDING;
    }

    /** Keeps a page that came, until it is {@link #drop dropped}; in place of one that was kept before. */
    public void keep(String partition, Page page) {
        Spool its = spool;
        if (its == null) {
            return;
        }
        byte[] head;
        try {
            head = Json.MAPPER.writeValueAsBytes(new Head(run.get(), partition, page.fingerprint(), page.envelope()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        byte[] body = page.toBytes();
        write(its, name(partition, page.getNumber()), page.getNumber(), head, body);
    }

    /** One at a time, so that no folder goes that is just written to. */
    private synchronized void write(Spool its, String name, int page, byte[] head, byte[] body) {
        remove(name);
        long size = head.length + 1L + body.length;
        if (!its.reserve(size)) {
            lost("there is no room for page " + page + " in " + its.describe());
            return;
        }
        Path young = null;
        try {
            Files.createDirectories(folder);
            // Readable by its owner alone, as Java makes such files.
            young = Files.createTempFile(folder, "young", "");
            try (var out = Files.newOutputStream(young)) {
                out.write(head);
                out.write('\n');
                out.write(body);
            }
            Files.move(young, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            files.put(name, size);
            kept++;
        } catch (IOException e) {
            its.release(size);
            delete(young);
            lost("page " + page + " cannot be written to " + folder + ": " + e);
        }
    }

    /**
     * A page that an earlier attempt at the run has kept.
     *
     * @param format where the run finds its records
     * @return null if none was kept, or it cannot be read, or is of another run
     */
    public @Nullable Page find(String partition, int page, PageFormat format) {
        if (files.isEmpty()) {
            // As it is for nearly every page of every run.
            return null;
        }
        String name = name(partition, page);
        if (!files.containsKey(name)) {
            return null;
        }
        try {
            Page its = read(partition, page, Files.readAllBytes(folder.resolve(name)), format);
            if (its != null) {
                synchronized (this) {
                    handedOn++;
                }
                return its;
            }
        } catch (JsonProcessingException | InvalidPageException e) {
            lost("what was kept of page " + page + " is not what was written");
        } catch (IOException e) {
            lost("what was kept of page " + page + " cannot be read: " + e);
        }
        drop(partition, page);
        return null;
    }

    private @Nullable Page read(String partition, int page, byte[] file, PageFormat format) throws IOException {
        int end = 0;
        while (end < file.length && file[end] != '\n') {
            end++;
        }
        Head head = Json.MAPPER.readValue(new String(file, 0, end, UTF_8), Head.class);
        if (!head.run().equals(run.get()) || !head.partition().equals(partition)) {
            return null;
        }
        byte[] body = Arrays.copyOfRange(file, Math.min(end + 1, file.length), file.length);
        Page its = PageReader.kept(page, body, head.envelope(), format);
        if (its.fingerprint() != head.fingerprint()) {
            throw new InvalidPageException("its records are others", false, null);
        }
        return its;
    }

    /** The page is with every destination. */
    public void drop(String partition, int page) {
        if (!files.isEmpty()) {
            remove(name(partition, page));
        }
    }

    /** The run begins anew. */
    public void forget() {
        files.keySet().forEach(this::remove);
    }

    /** The partition's pages from this one on are none of what the run goes on with. */
    public void forgetFrom(String partition, int page) {
        String prefix = prefix(partition);
        for (String name : List.copyOf(files.keySet())) {
            if (name.startsWith(prefix)
                    && Integer.parseInt(name, prefix.length(), name.length() - ENDING.length(), 10) >= page) {
                remove(name);
            }
        }
    }

    private void remove(String name) {
        Long size = files.remove(name);
        if (size == null || spool == null) {
            return;
        }
        delete(folder.resolve(name));
        spool.release(size);
        synchronized (this) {
            if (files.isEmpty()) {
                delete(folder);
            }
        }
    }

    /** As far as it can be; what stays is deleted when another run begins. */
    private static void delete(@Nullable Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // Nobody is given it: it is of a page that is delivered, or of another run.
        }
    }

    private synchronized void lost(String why) {
        lost++;
        firstLoss = firstLoss == null ? why : firstLoss;
    }

    /** What is worth knowing of it, in clauses. */
    public synchronized List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (handedOn > 0) {
            notes.add(pages(handedOn) + " that an earlier attempt had fetched came from disk");
        }
        if (kept > 0) {
            notes.add(pages(kept)
                    + " that came, and failed on the way to a destination, kept on disk for the next attempt");
        }
        if (lost > 0) {
            notes.add("kept on disk was not all that should have been: " + firstLoss
                    + (lost > 1 ? " (" + (lost - 1) + " more like it)" : ""));
        }
        return notes;
    }

    private static String pages(int count) {
        return count + (count == 1 ? " page" : " pages");
    }
}
