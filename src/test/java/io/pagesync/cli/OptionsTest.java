package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage: exit code 2, and one sentence that says what is right; nothing is asked of any server. */
final class OptionsTest {
    private static final String URL = "http://127.0.0.1:1/items";

    private static CommandRun load(String... options) {
        return CommandRun.of(
                Stream.concat(Stream.of("load", URL), Stream.of(options)).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rat=3 | there is no option --rat; did you mean --rate?",
                "--concurency=3 | there is no option --concurency; did you mean --concurrency?",
                "--rate=fast | --rate is 'fast'; it must be 0 for no limit, or a number from 0.001 to 10000 a second",
                "--rate=NaN | --rate is 'NaN'; it must be 0 for no limit, or a number from 0.001 to 10000 a second",
                "--rate=-1 | --rate is '-1'; it must be 0 for no limit, or a number from 0.001 to 10000 a second",
                "--concurrency=0 | --concurrency is '0'; it must be a whole number from 1 to 1000",
                "--concurrency=ten | --concurrency is 'ten'; it must be a whole number from 1 to 1000",
                "--attempts=0 | --attempts is '0'; it must be a whole number from 1 to 100",
                "--page-size=-1 | --page-size is '-1'; it must be a whole number from 0 to 2147483647",
                "--first-page=-1 | --first-page is '-1'; it must be a whole number from 0 to 1000000",
                "--first-page=1000001 | --first-page is '1000001'; it must be a whole number from 0 to 1000000",
                "--batch-size=-1 | --batch-size is '-1'; it must be a whole number from 0 to 2147483647",
                "--order=random | Invalid value for option '--order': 'random'; it must be one of arrival, page",
                "--verify=all | Invalid value for option '--verify': 'all'; it must be one of counted, bracketed, confirmed",
                "--on-page-failure=skip | Invalid value for option '--on-page-failure': 'skip'; it must be one of"
                        + " stop, continue",
                "--per=byte | Invalid value for option '--per': 'byte'; it must be one of page, record",
                "--timeout=0 | --timeout is '0'; it must be a length of time from 1ms to 365d, such as 500ms, 30s, 5m,"
                        + " 2h or 1d",
                "--timeout=soon | --timeout is 'soon'; it must be a length of time from 1ms to 365d, such as 500ms,"
                        + " 30s, 5m, 2h or 1d",
                "--max-answer=0 | --max-answer is '0'; it must be a whole number from 1 to 1024",
                "--to=packages.txt | --to 'packages.txt' is neither a file that ends in .jsonl or .jsonl.gz, nor a"
                        + " table such as table:packages, nor a queue such as queue:packages, nor a Camel endpoint such as seda:packages or file:out",
                "--to=nosuch:queue | Camel knows no component 'nosuch' here; mend the URI, or put the component's jar,"
                        + " such as camel-nosuch, on the classpath",
                "--to=seda:queue?sise=3 | the endpoint seda:queue has no option sise",
                "--header=Accept | --header 'Accept' is no header; write it as 'Name: value'",
                "--header=Host: other | --header Host is set by the HTTP client itself; leave it out",
                "--header-env=X-Api-Key | --header-env takes NAME=VAR, a header and an environment variable",
                "--header-env=X-Api-Key=PAGESYNC_NOT_SET | the environment variable PAGESYNC_NOT_SET is not set or"
                        + " empty; put the secret there",
                "--bearer-env=PAGESYNC_NOT_SET | the environment variable PAGESYNC_NOT_SET is not set or empty; put"
                        + " the secret there",
                "--proxy=socks://localhost:1 | --proxy is no URL of an HTTP proxy; write it as http://host:port",
                "--ca-file=ca.pem | --ca-file has no effect on an http:// URL; write https://, or leave it out",
                "--client-cert=me.pem | --client-cert has no effect on an http:// URL; write https://, or leave it out"
            })
    void load_withAnImpossibleOption_saysWhatIsPossible(String option, String sentence) {
        CommandRun run = load(option);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines().get(0)).isEqualTo("pagesync: " + sentence);
        assertThat(run.errLines().stream().skip(1)).allMatch("Help: pagesync load --help"::equals);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Cookie", "X-Api-Key", "x-auth-token", "Proxy-Authorization", "X-Secret"})
    void load_withASecretHeader_isRefusedWithoutRepeatingItsValue(String name) {
        CommandRun run = load("--header", name + ": s3cr3t-value");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly(
                        "pagesync: --header " + name + " is a secret, which every process list would show; put it"
                                + " into the environment and name it: --header-env " + name + "=VAR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:s3cr3t@127.0.0.1:1/items",
                "https://s3cr3t@127.0.0.1:1/items",
                "http://user:s3cr3t@my_host/items",
                "http://user:s3^cr3t@host/items",
                "user:s3cr3t@127.0.0.1/items"
            })
    void load_withAPasswordInTheUrl_isRefusedWithoutRepeatingIt(String url) {
        CommandRun run = CommandRun.of("load", url);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly(
                        "pagesync: the URL holds a user or password, which every process list would show; put the"
                                + " header's value into the environment and name it: --header-env Authorization=VAR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://host/items | 'ftp://host/items' is no URL of an API; write it as https://host/path?query, in"
                        + " quotes",
                "'' | '' is no URL of an API; write it as https://host/path?query, in quotes",
                "host/items?api_key=s3cr3t | 'host/items?api_key=***' is no URL of an API; write it as"
                        + " https://host/path?query, in quotes",
                "http://host/a b | the URL has a character that must be encoded in its path: Illegal character in path"
                        + " at index 13"
            })
    void load_ofWhatIsNoUrl_saysHowToWriteOne(String url, String sentence) {
        CommandRun run = CommandRun.of("load", url);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).containsExactly("pagesync: " + sentence);
    }

    @Test
    void load_toTheSameFileTwice_isRefused() {
        CommandRun run = CommandRun.of("load", "http://127.0.0.1:1/items", "--to", "a.jsonl", "--to", "a.jsonl");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).containsExactly("pagesync: --to a.jsonl is given twice; leave one out");
    }

    @Test
    void load_withAnEmptyPageParameter_isRefused() {
        CommandRun run = CommandRun.of("load", "http://127.0.0.1:1/items", "--page-param", "");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly(
                        "pagesync: --page-param is ''; it must be the name of a query parameter, such as page");
    }

    @Test
    void load_withoutAUrl_asksForIt() {
        CommandRun run = CommandRun.of("load");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly("pagesync: Missing required parameter: 'URL'", "Help: pagesync load --help");
    }

    @Test
    void load_withTwoUrls_showsNoPasswordOfTheSecond() {
        CommandRun run = load("https://user:s3cr3t@host/items?token=s3cr3t");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0))
                .isEqualTo("pagesync: one argument too many: https://***@host/items?token=***; a URL stands in quotes");
    }

    @Test
    void command_misspelt_isRefusedWithTheNearest() {
        CommandRun run = CommandRun.of("lod", URL);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly("pagesync: there is no command lod; did you mean load?", "Help: pagesync --help");
        assertThat(CommandRun.of("help", "lod").errLines()).isEqualTo(run.errLines());
    }

    @Test
    void proxy_withAPassword_isRefused() {
        CommandRun run = load("--proxy", "http://user:s3cr3t@127.0.0.1:1");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly(
                        "pagesync: --proxy holds a user or password, which every process list would show; put it"
                                + " into the environment as HTTPS_PROXY or HTTP_PROXY");
    }

    @Test
    void certificate_thatIsNotThere_isNamed() {
        CommandRun run = CommandRun.of("load", "https://127.0.0.1:1/items", "--ca-file", "no/such.pem");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly("pagesync: --ca-file names no/such.pem, which is not there or cannot be read");
    }
}
