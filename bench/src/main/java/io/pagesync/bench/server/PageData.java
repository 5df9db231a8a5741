package io.pagesync.bench.server;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A million records in one file, separated by commas, and beside it where each begins: the records of any page of any
 * size are one piece of the file. Made once, the same each time; read through the page cache.
 */
public final class PageData {
    /** How many different records there are; collections above that repeat them under other ids. */
    public static final int RECORDS = 1_000_000;

    /** Of the records; another one for each change of them, so that nobody is served old ones. */
    public static final int VERSION = 2;

    private static final long SEED = 20_261_122;

    private final FileChannel records;
    private final IntBuffer starts;

    private PageData(FileChannel records, IntBuffer starts) {
        this.records = records;
        this.starts = starts;
    }

    /** Opens the data in the folder, and makes it first where it is not there. */
    public static PageData in(Path folder) throws IOException {
        Path data = folder.resolve("records.json");
        Path index = folder.resolve("records.starts");
        if (!Files.exists(index)) {
            Files.createDirectories(folder);
            make(data, index);
        }
        try (FileChannel starts = FileChannel.open(index)) {
            return new PageData(
                    FileChannel.open(data),
                    starts.map(FileChannel.MapMode.READ_ONLY, 0, starts.size()).asIntBuffer());
        }
    }

    private static void make(Path data, Path index) throws IOException {
        Packages packages = new Packages(SEED);
        Path unfinished = index.resolveSibling("records.starts.part");
        try (OutputStream records = new BufferedOutputStream(Files.newOutputStream(data), 1 << 20);
                DataOutputStream starts =
                        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
            int at = 0;
            for (int i = 0; i < RECORDS; i++) {
                byte[] record = packages.record(i);
                starts.writeInt(at);
                records.write(record);
                records.write(',');
                at += record.length + 1;
            }
            starts.writeInt(at);
        }
        Files.move(unfinished, index, StandardCopyOption.ATOMIC_MOVE);
    }

    FileChannel channel() {
        return records;
    }

    /** Where the record with this number, from 0, begins in the file; its comma ends before the next one. */
    int start(int record) {
        return starts.get(record);
    }

    /** What an answer has before its records. */
    static byte[] opening() {
        return "{\"data\":[".getBytes(StandardCharsets.US_ASCII);
    }

    /** What an answer has behind its records. */
    static byte[] closing(int page, int size, long total) {
        return ("],\"page\":" + page + ",\"pageSize\":" + size + ",\"total\":" + total + "}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What it has there where each page names what the next one is asked for with. */
    static byte[] chained(int page, int size, long total) {
        return ("],\"next\":" + ((long) page * size < total ? "\"" + page + "\"" : "null") + "}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes each page of the first {@code total} records into a file of its own, as nginx serves them. */
    public void writePages(Path folder, int total, int size) throws IOException {
        Path done = folder.resolve("complete");
        if (Files.exists(done)) {
            return;
        }
        Files.createDirectories(folder);
        for (int page = 1; (page - 1) * size < total; page++) {
            int from = start((page - 1) * size);
            int to = start(Math.min(total, page * size)) - 1;
            try (FileChannel file = FileChannel.open(
                    folder.resolve(page + ".json"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                file.write(ByteBuffer.wrap(opening()));
                records.transferTo(from, to - from, file);
                file.position(file.size());
                file.write(ByteBuffer.wrap(closing(page, size, total)));
            }
        }
        Files.createFile(done);
    }
}
