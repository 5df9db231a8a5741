package io.pagesync.cli.progress;

import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.page.Fingerprint;
import io.pagesync.run.Run;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells of other processes of the same user on this machine that run the same sync or ask the same API: rates and runs are
 * kept by each process for itself. A run has a file for each in a folder that only the user may open, locked for as long
 * as it lasts; a file without a lock is left from a process that is dead. Where there can be no such folder, nothing is
 * told.
 *
 * <p>The system takes a lock off when its process closes any channel of the file, so files of this process are never
 * opened again.
 */
public final class OtherProcesses {
    private static final Set<PosixFilePermission> MINE = PosixFilePermissions.fromString("rwx------");
    /** Between its making and its lock, a file looks like one that is left. */
    private static final Duration AGE = Duration.ofSeconds(10);

    private static final int LONGEST = 100;
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Consumer<String> tell;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Held>> held = new ConcurrentHashMap<>();

    private record Held(Path file, FileChannel channel) {}

    /**
     * In a folder.
     *
     * @param tell is given a sentence for each other process
     */
    OtherProcesses(Path folder, Consumer<String> tell) {
        this.folder = folder;
        this.tell = tell;
    }

    /** From now on, for each run of a context; once a context, however often it is asked for. */
    public static void watch(CamelContext context, Consumer<String> tell) {
        ContextBean.of(context, OtherProcesses.class, () -> {
            String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
            OtherProcesses others =
                    new OtherProcesses(Path.of(System.getProperty("java.io.tmpdir"), "pagesync-" + user), tell);
            OpenRuns.of(context).onOpened(others::begun);
            OpenRuns.of(context).onClosed(report -> others.ended(report.run()));
            return others;
        });
    }

    /** A run begins: tells of others, and is told of to others until {@link #ended}. */
    void begun(Run run) {
        String sync = run.collection().sync();
        URI base = run.api().settings().baseUri();
        String api = base.getScheme() + "://" + base.getRawAuthority();
        begun(run.id(), "sync", sync + " " + run.collection().shownUrl(), sync)
                .forEach(other -> tell.accept("the sync " + sync + " runs in another process, too (" + other
                        + "); each asks for all pages and writes all records, so end one of them"));
        List<String> others = begun(run.id(), "api", api, sync);
        if (run.api().settings().rateLimit() > 0 && !run.api().isShared()) {
            others.forEach(other -> tell.accept(api + " is asked by another process, too (" + other
                    + "); each keeps the rate limit for itself, so end one of them or give each a part of the rate"));
        }
    }

    /** The run of this id has ended. */
    void ended(String run) {
        List<Held> its = held.remove(run);
        if (its != null) {
            its.forEach(OtherProcesses::release);
        }
    }

    private List<String> begun(String run, String kind, String what, String sync) {
        String prefix = String.format(Locale.ROOT, "%s-%016x-", kind, Fingerprint.of(what));
        try {
            if (!isMine()) {
                return List.of();
            }
            List<String> others = others(prefix);
            hold(run, folder.resolve(prefix + UUID.randomUUID()), sync);
            // Of each process once, however many runs it has.
            return others.stream()
                    .filter(other -> told.add(what + other.replaceFirst(",.*", "")))
                    .toList();
        } catch (IOException | RuntimeException e) {
            // Nobody is to fail for want of a warning.
            return List.of();
        }
    }

    private boolean isMine() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(MINE));
        }
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                        .equals(MINE)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
    }

    private List<String> others(String prefix) throws IOException {
        List<String> others = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                // All are looked at, because that is how those of dead processes go.
                String other = OURS.contains(file) ? null : holder(file);
                if (other != null && file.getFileName().toString().startsWith(prefix)) {
                    others.add(other);
                }
            }
        }
        return others;
    }

    /** Who holds it; null if nobody does, and the file is gone then. */
    private static @Nullable String holder(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.tryLock() == null) {
                ByteBuffer text = ByteBuffer.allocate(LONGEST);
                int length = channel.read(text);
                return new String(text.array(), 0, Math.max(0, length), StandardCharsets.US_ASCII)
                        .replaceAll("[^ -~]", "?");
            }
            if (Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(AGE))) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // It was removed meanwhile.
        }
        return null;
    }

    private void hold(String run, Path file, String sync) throws IOException {
        OURS.add(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Held its = new Held(file, channel);
        held.computeIfAbsent(run, id -> new ArrayList<>()).add(its);
        var unused = channel.tryLock();
        String text = "process " + ProcessHandle.current().pid() + ", sync " + sync + ", since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void release(Held its) {
        try {
            Files.deleteIfExists(its.file);
            its.channel.close();
        } catch (IOException e) {
            // Whoever comes next removes it.
        }
        OURS.remove(its.file);
    }
}
