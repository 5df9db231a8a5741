package io.pagesync.sink;

import io.pagesync.page.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A whole file as several, of so much each: {@code packages.RUN.00001.jsonl} and so on, and {@code packages.parts.jsonl}, which
 * lists them and takes the place of the list before at once. A page is never cut, so that a part holds one at least. Parts of the
 * run before stay, for those who are reading them; older ones are removed.
 *
 * @param mostMib how many MiB a part has at the most; 0 for any number
 * @param mostRecords how many records; 0 for any number
 */
record FileParts(int mostMib, int mostRecords) {
    /** One file. */
    static final FileParts NONE = new FileParts(0, 0);

    private static final long MIB = 1024 * 1024;
    private static final String LIST = ".parts.jsonl";
    private static final String NUMBERED = "\\.\\d{8}T\\d{6}Z-[0-9a-f]{8}\\.\\d{5,}";

    boolean divide() {
        return mostMib > 0 || mostRecords > 0;
    }

    /** Makes the parts of a run, of what counts in {@code from}, and tells what was made. */
    String make(FilePlace place, String run, PageBlocks blocks, FileChannel from) throws IOException {
        String name = place.path().getFileName().toString();
        String end = name.substring(end(name));
        String stem = name.substring(0, end(name));
        List<PageBlocks.Piece> pieces = blocks.pieces(
                mostMib == 0 ? Long.MAX_VALUE : mostMib * MIB, mostRecords == 0 ? Long.MAX_VALUE : mostRecords);
        Path list = place.path().resolveSibling(stem + LIST);
        Set<String> kept = Files.exists(list) ? listed(list) : new HashSet<>();
        List<String> lines = new ArrayList<>();
        for (PageBlocks.Piece piece : pieces) {
            String part = String.format(Locale.ROOT, "%s.%s.%05d%s", stem, run, lines.size() + 1, end);
            Path at = place.path().resolveSibling(part);
            // Left by an attempt that was killed in the middle of this.
            Files.deleteIfExists(at);
            write(at, list, to -> piece.copy(from, to));
            lines.add(line(part, piece.records(), Files.size(at)));
            kept.add(part);
        }
        Path written = place.path().resolveSibling(stem + LIST + ".part");
        Files.deleteIfExists(written);
        byte[] bytes = String.join("", lines).getBytes(StandardCharsets.UTF_8);
        write(written, list, to -> to.write(ByteBuffer.wrap(bytes)));
        Files.move(written, list, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        removeOthers(place.path(), Pattern.quote(stem) + NUMBERED + Pattern.quote(end), kept);
        return String.format(
                Locale.ROOT,
                "%s (%,d %s, listed in %s)",
                place.name(),
                pieces.size(),
                pieces.size() == 1 ? "part" : "parts",
                list.getFileName());
    }

    private interface Content {
        void into(FileChannel to) throws IOException;
    }

    /** A new file, with the rights of another. */
    private static void write(Path file, Path rightsOf, Content content) throws IOException {
        try (FileChannel to = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            FileRights.keep(rightsOf, file);
            content.into(to);
            to.force(true);
        }
    }

    private static String line(String part, long records, long bytes) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("file", part);
        line.put("records", records);
        line.put("bytes", bytes);
        return Json.MAPPER.writeValueAsString(line) + "\n";
    }

    private static Set<String> listed(Path list) throws IOException {
        Set<String> names = new HashSet<>();
        for (String line : Files.readAllLines(list)) {
            names.add(Json.MAPPER.readTree(line).path("file").asText());
        }
        return names;
    }

    private static void removeOthers(Path beside, String pattern, Set<String> kept) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(beside.toAbsolutePath().resolveSibling(""))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.matches(pattern) && !kept.contains(name)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Where the end of a name begins, such as {@code .jsonl.gz}. */
    private static int end(String name) {
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
        int dot = plain.lastIndexOf('.');
        return dot > 0 ? dot : plain.length();
    }
}
