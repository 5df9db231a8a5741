package io.pagesync.sandbox.command;

import static io.pagesync.sandbox.SandboxClient.PAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SandboxCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void run_announcesAUrlThatAnswers_untilItIsInterrupted() throws Exception {
        FutureTask<Integer> run = new FutureTask<>(() -> execute(
                "--port=0", "--records=77", "--rate=0", "--grow=0:3", "--shrink=0:1", "--swap=0:1", "--latency=1"));
        Thread thread = new Thread(run);
        thread.start();
        try {
            await().until(() -> out.toString().contains("pagesync load"));
            Matcher url = Pattern.compile("./pagesync load '(http://127.0.0.1:\\d+/[^']*)'")
                    .matcher(out.toString());
            assertThat(url.find()).isTrue();
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url.group(1))).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(url.group(1)).contains(PAGES).endsWith("&pageSize=100");
            assertThat(page.body()).endsWith("\"total\":79}");
        } finally {
            thread.interrupt();
        }
        assertThat(run.get()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--records=-1|sandbox: records must be from 0 to 999999999, not -1",
                "--port=70000|sandbox: port must be from 0 to 65535, not 70000",
                "--rate=-5|sandbox: rate must be from 0.001 to 100000 requests a second, or 0 for no limit, not -5.0",
                "--latency=-1|sandbox: latency must be from 0 to 600000 ms, not -1",
                "--error-share=2|sandbox: error share must be from 0 to 1, not 2.0",
                "--page-size-cap=0|sandbox: page size cap must be from 1 to 10000, not 0",
                "--grow=5|'5' is not a number of page requests and a number of records from 1 up, such as 5:20",
                "--swap=5:0|'5:0' is not a number of page requests",
                "--rate=fast|'fast' is not a double",
                "--style=wordpres|'wordpres' is no style of paging; did you mean wordpress?",
                "--style=soap|'soap' is no style of paging; there is numbers, numbers-from-zero, numbers-in-path"
            })
    void run_badOption_isOneSentenceAndExitCode2(String option, String sentence) {
        assertThat(execute(option)).isEqualTo(2);
        assertThat(err.toString().lines().findFirst().orElse("")).contains(sentence);
    }

    @Test
    void help_namesEveryStyle() {
        assertThat(new CommandLine(new SandboxCommand()).getUsageMessage().replaceAll("\\s+", " "))
                .contains("--style=NAME How it pages: numbers, numbers-from-zero, ", ", graphql, members.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numbers|&pageSize=100&page=1'|&pageSize=100'",
                "offset|&limit=100'|&limit=100' --offset-param offset --records /packages --size /limit --size-param limit"
                        + " --total /total_count",
                "unknown-end|&per_page=100'|&per_page=100' --records '' --size-param per_page --total none",
                "numbers-in-path|/page/1?licenseNumber=C11-0000001-LIC&pageSize=100'|/page/{page}?licenseNumber",
                "search||' --body '{\"from\":\"{offset}\",\"size\":\"{size}\"}' --page-size 100"
            })
    void announcement_saysHowTheStyleIsTried(String style, String curl, String load) throws Exception {
        FutureTask<Integer> run = new FutureTask<>(() -> execute("--port=0", "--style=" + style));
        Thread thread = new Thread(run);
        thread.start();
        try {
            await().until(() -> out.toString().contains("pagesync load"));
            assertThat(out.toString().lines().filter(line -> line.startsWith("  curl -s")))
                    .allMatch(line -> line.endsWith(curl))
                    .hasSize(curl == null ? 0 : 1);
            assertThat(out.toString().lines().filter(line -> line.startsWith("  ./pagesync load")))
                    .singleElement()
                    .asString()
                    .contains(load);
        } finally {
            thread.interrupt();
        }
        assertThat(run.get()).isZero();
    }

    @Test
    void run_portTaken_isOneSentenceAndExitCode1() throws Exception {
        try (Sandbox first = Sandbox.start(SandboxSettings.builder().build())) {
            assertThat(execute("--port=" + first.baseUri().getPort())).isEqualTo(1);
            assertThat(err.toString().lines()).singleElement().asString().contains("is taken");
        }
    }

    private int execute(String... arguments) {
        return new CommandLine(new SandboxCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
