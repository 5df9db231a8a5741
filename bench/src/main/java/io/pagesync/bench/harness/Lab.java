package io.pagesync.bench.harness;

import io.pagesync.bench.contestant.Floor;
import io.pagesync.bench.server.PageData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the suites share: where things are, the servers, how much is asked for. */
public final class Lab implements AutoCloseable {
    private final Path home;
    private final boolean quick;
    private final Map<String, String> tools;
    private final List<String> missing = new ArrayList<>();
    private JavaServer ours;
    private NginxServer nginx;

    /**
     * A lab.
     *
     * @param home the repository's folder, built
     * @param quick whether the short form is asked for
     * @param tools the programs that were found, by name, and for those that were not {@code no-NAME} with the reason
     */
    public Lab(Path home, boolean quick, Map<String, String> tools) {
        this.home = home;
        this.quick = quick;
        this.tools = tools;
    }

    /** Whether the short form is asked for. */
    public boolean quick() {
        return quick;
    }

    /** The number of the whole form, or of the short one. */
    public int choose(int whole, int inShort) {
        return quick ? inShort : whole;
    }

    /** A program that may be there; where it is not, the reason becomes a note. */
    public Path tool(String name) {
        String path = tools.get(name);
        if (path == null) {
            missing.add(name + " could not take part: " + tools.getOrDefault("no-" + name, "it is not installed"));
            return null;
        }
        return Path.of(path);
    }

    /** Who could not take part so far, and why; asked once. */
    public List<String> missing() {
        List<String> notes = List.copyOf(missing);
        missing.clear();
        return notes;
    }

    /** The repository's folder. */
    public Path home() {
        return home;
    }

    /** Pagesync as it was built when {@code bench/run} began, laid out like a release: a clone may be built meanwhile. */
    public Path pagesync() {
        return target().resolve("pagesync");
    }

    /** What starts it. */
    public String launcher() {
        return pagesync().resolve("bin/pagesync").toString();
    }

    /** Where everything that is made goes. */
    public Path target() {
        return home.resolve("bench/target");
    }

    /** Where contestants run. */
    public Path work() {
        return target().resolve("work");
    }

    /** The Java that runs this. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** A program of ours that needs nothing but the JDK and, where asked for, Jackson. */
    public List<String> program(Class<?> main, boolean jackson, Object... arguments) throws IOException {
        String classpath = target().resolve("classes").toString();
        if (jackson) {
            try (Stream<Path> jars = Files.list(pagesync().resolve("lib"))) {
                classpath += jars.map(Path::toString)
                        .filter(jar -> jar.contains("/jackson-"))
                        .sorted()
                        .reduce("", (all, jar) -> all + ":" + jar);
            }
        }
        List<String> command = new ArrayList<>(List.of(java().toString(), "-cp", classpath, main.getName()));
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        return command;
    }

    /** The classpath of everything; Pagesync's own jars first. */
    public String classpath() {
        return pagesync().resolve("config") + ":" + pagesync().resolve("lib") + "/*:" + target().resolve("classes")
                + ":" + target().resolve("lib") + "/*";
    }

    /** {@code pagesync load}, without a rate limit. */
    public List<String> load(String url, Object... options) {
        List<String> command = new ArrayList<>(List.of(launcher(), "load", url));
        Stream.of(options).map(String::valueOf).forEach(command::add);
        return command;
    }

    /** The floor, by ten threads. */
    public Contestant floor(String url, int pages) throws IOException {
        return Contestant.of("floor: fetch only", program(Floor.class, false, url, pages, 10));
    }

    /** The server of ours. */
    public JavaServer ours() throws IOException {
        if (ours == null) {
            // Without Pagesync's jars, some of which bring an older Netty.
            ours = JavaServer.start(java(), target().resolve("classes") + ":" + target().resolve("lib") + "/*", data());
        }
        return ours;
    }

    /** nginx over page files of this collection, where there is one; else the server of ours. */
    public Server fastest(int total, int size) throws IOException, InterruptedException {
        String path = tools.get("nginx");
        if (path == null) {
            return ours();
        }
        Path pages = data().resolve("pages");
        PageData.in(data()).writePages(pages.resolve(total + "-" + size), total, size);
        if (nginx == null) {
            nginx = NginxServer.start(Path.of(path), pages, target().resolve("nginx"));
        }
        return nginx;
    }

    /** The JDKs of these versions that are on this machine, by version. */
    public static Map<Integer, Path> jdks(int... versions) throws IOException {
        Map<Integer, Path> found = new LinkedHashMap<>();
        Path folder = Path.of("/usr/lib/jvm");
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                all.sorted().forEach(homes::add);
            }
        }
        for (int version : versions) {
            for (Path jdk : homes) {
                Path release = jdk.resolve("release");
                if (Files.exists(release)
                        && Files.exists(jdk.resolve("bin/java"))
                        && Files.readString(release).contains("JAVA_VERSION=\"" + version)) {
                    found.putIfAbsent(version, jdk);
                }
            }
        }
        return found;
    }

    private Path data() {
        return target().resolve("data-" + PageData.VERSION);
    }

    @Override
    public void close() {
        Stream.of(ours, nginx).filter(each -> each != null).forEach(Server::close);
    }
}
