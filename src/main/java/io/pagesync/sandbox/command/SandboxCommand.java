package io.pagesync.sandbox.command;

import io.pagesync.recording.RecordedAnswer;
import io.pagesync.recording.Recording;
import io.pagesync.recording.RecordingFolder;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.SandboxStyle;
import io.pagesync.sandbox.data.Change;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code pagesync sandbox}: an imitation of the T3 API to try things on, until Ctrl-C or SIGTERM. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Runs an imitation of the T3 API on 127.0.0.1, or of one that pages otherwise, until Ctrl-C.")
public final class SandboxCommand implements Callable<Integer> {
    /** What says how the imitation is, and what it holds. */
    private static final List<String> OF_THE_IMITATION =
            List.of("--records", "--page-size-cap", "--style", "--auth", "--grow", "--shrink", "--swap");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", defaultValue = "8480", description = "Port to listen on, 0 for any free one.")
    private int port;

    @Option(names = "--records", defaultValue = "12345", description = "Active packages of the first licence.")
    private int records;

    @Option(names = "--rate", defaultValue = "10", description = "Rate limit in requests a second, 0 for none.")
    private double rate;

    @Option(names = "--page-size-cap", defaultValue = "500", description = "The largest page size granted.")
    private int pageSizeCap;

    @Option(
            names = "--style",
            paramLabel = "NAME",
            defaultValue = "numbers",
            converter = StyleConverter.class,
            completionCandidates = StyleNames.class,
            description = "How it pages: ${COMPLETION-CANDIDATES}.")
    private SandboxStyle style = SandboxStyle.NUMBERS;

    @Option(names = "--seed", defaultValue = "1", description = "Decides the records and which requests fail.")
    private long seed;

    @Option(names = "--latency", defaultValue = "0", description = "Milliseconds by which every answer comes later.")
    private long latency;

    @Option(names = "--auth", description = "Refuse licences and pages without a token.")
    private boolean auth;

    @Option(names = "--error-share", defaultValue = "0", description = "Share of pages answered 503, from 0 to 1.")
    private double errorShare;

    @Option(
            names = "--reset-share",
            defaultValue = "0",
            description = "Share of pages whose connection is reset, half of them before, half in the body.")
    private double resetShare;

    @Option(names = "--truncate-share", defaultValue = "0", description = "Share of pages that end in the middle.")
    private double truncateShare;

    @Option(
            names = "--grow",
            paramLabel = "<after:count>",
            showDefaultValue = Visibility.NEVER,
            converter = GrowConverter.class,
            description = "After so many page requests create so many records. Repeatable, as the next two.")
    private List<Change> grow = new ArrayList<>();

    @Option(
            names = "--shrink",
            paramLabel = "<after:count>",
            showDefaultValue = Visibility.NEVER,
            converter = ShrinkConverter.class,
            description = "After so many page requests delete so many records at the beginning.")
    private List<Change> shrink = new ArrayList<>();

    @Option(
            names = "--swap",
            paramLabel = "<after:count>",
            showDefaultValue = Visibility.NEVER,
            converter = SwapConverter.class,
            description = "After so many page requests delete so many records in the middle and create as many.")
    private List<Change> swap = new ArrayList<>();

    @Option(
            names = "--replay",
            paramLabel = "<dir>",
            description = "Serves a recording of pagesync record in place of the imitation, at no rate limit if none is"
                    + " given.")
    private @Nullable Path replay;

    @Option(names = "--access-log", paramLabel = "<file>", description = "File to write a line a request to.")
    private @Nullable Path accessLog;

    /** Runs a sandbox until it is told to stop, or its thread is interrupted; 1 if it cannot be started. */
    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        SandboxSettings settings = settings(command);
        try (Sandbox sandbox = Sandbox.start(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-stop"));
            announce(sandbox, settings, command.commandLine().getOut());
            sandbox.awaitClose();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (IOException e) {
            PrintWriter err = command.commandLine().getErr();
            err.println(e.getMessage());
            err.flush();
            return 1;
        }
    }

    private SandboxSettings settings(CommandSpec command) {
        Recording recording = replay == null ? null : new RecordingFolder(replay).read();
        if (recording != null) {
            requireOfUse(command.commandLine());
        }
        List<Change> changes = new ArrayList<>(grow);
        changes.addAll(shrink);
        changes.addAll(swap);
        try {
            return SandboxSettings.builder()
                    .port(port)
                    .style(style)
                    .records(records)
                    .rateLimit(
                            recording != null
                                            && !command.commandLine()
                                                    .getParseResult()
                                                    .hasMatchedOption("--rate")
                                    ? 0
                                    : rate)
                    .pageSizeCap(pageSizeCap)
                    .seed(seed)
                    .latency(Duration.ofMillis(latency))
                    .authRequired(auth)
                    .faults(Faults.none()
                            .withErrors(errorShare, 503)
                            .withResets(resetShare / 2, resetShare / 2)
                            .withTruncated(truncateShare))
                    .changes(changes.toArray(Change[]::new))
                    .replay(recording)
                    .accessLog(accessLog)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "sandbox: " + e.getMessage());
        }
    }

    private static void requireOfUse(CommandLine command) {
        for (String option : OF_THE_IMITATION) {
            if (command.getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        command,
                        "sandbox: " + option
                                + " is of the imitation and changes no recording; leave it out, or --replay");
            }
        }
    }

    private static void announce(Sandbox sandbox, SandboxSettings settings, PrintWriter out) {
        Recording recording = settings.replay();
        out.println("The sandbox " + (recording == null ? "listens" : "replays " + pages(recording)) + " at "
                + sandbox.baseUri() + " until Ctrl-C. Try, in another terminal:");
        out.println();
        if (recording == null) {
            new StyleExample(sandbox.baseUri(), settings.style()).lines().forEach(line -> out.println("  " + line));
        } else {
            recording.answers().stream()
                    .map(RecordedAnswer::request)
                    .filter(request -> request.method().equals("GET"))
                    .findFirst()
                    .ifPresent(request -> out.println("  pagesync load '" + sandbox.baseUri() + request.path()
                            + (request.query().isEmpty() ? "" : "?" + request.query()) + "' --to out.jsonl"));
        }
        out.flush();
    }

    private static String pages(Recording recording) {
        int pages = recording.pages();
        return pages == 1 ? "1 page" : pages + " pages";
    }

    private abstract static class ChangeConverter implements ITypeConverter<Change> {
        abstract Change change(long after, int count);

        @Override
        public Change convert(String value) {
            String[] parts = value.split(":", -1);
            try {
                if (parts.length == 2) {
                    return change(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
                }
            } catch (IllegalArgumentException e) {
                // Said below, with an example.
            }
            throw new TypeConversionException(
                    "'" + value + "' is not a number of page requests and a number of records from 1 up, such as 5:20");
        }
    }

    private static final class GrowConverter extends ChangeConverter {
        @Override
        Change change(long after, int count) {
            return Change.grow(after, count);
        }
    }

    private static final class ShrinkConverter extends ChangeConverter {
        @Override
        Change change(long after, int count) {
            return Change.shrink(after, count);
        }
    }

    private static final class SwapConverter extends ChangeConverter {
        @Override
        Change change(long after, int count) {
            return Change.swap(after, count);
        }
    }
}
