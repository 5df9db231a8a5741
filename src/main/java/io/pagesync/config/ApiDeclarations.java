package io.pagesync.config;

import io.pagesync.api.ApiSettings;
import io.pagesync.api.credential.Header;
import io.pagesync.auth.AuthDeclarations;
import io.pagesync.rate.limit.Quota;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every setting of an API but those of authentication: each is declared here and nowhere else. */
final class ApiDeclarations {
    /** What the names of headers begin with. */
    static final String HEADERS = "headers.";

    static final Form<String> HEADER =
            Form.TEXT.where(Header::holds, "of characters that a header may hold, those of ASCII");

    private static final Form<Duration> WAIT = Form.time("1ms");
    private static final Form<Double> RATE = Form.NUMBER.where(
            rate -> rate == 0 || (rate >= 0.001 && rate <= ApiSettings.MOST_RATE),
            "0 for no limit, or a number from 0.001 to 10000 a second");

    private static final Form<List<Quota>> QUOTAS = Form.of(
            "limits",
            "limits such as 5000/h, 100000/day or 900/15min, five at the most, of a window from 1s to 31d",
            Quota::list);
    private static final Form<Integer> PERCENT =
            Form.of("percentage", "a whole percentage from 1% to 100%", text -> Optional.of(text)
                    .filter(each -> each.matches("\\d{1,3}%"))
                    .map(each -> Integer.valueOf(each.substring(0, each.length() - 1)))
                    .filter(percent -> percent >= 1 && percent <= 100));

    private static final Declarations ALL = new Declarations();

    static final Setting<URI> BASE_URL =
            ALL.required("base-url", Form.URL, "Scheme, host and port; a path goes before every sync's path.");
    static final Setting<Double> RATE_LIMIT =
            ALL.add("rate-limit", RATE, "10", "Requests a second, decimals allowed; 0 for no limit.");
    static final Setting<List<Quota>> LIMITS = ALL.add(
            "limits",
            QUOTAS,
            "",
            "Further limits, such as 5000/h, 100000/day: so many requests in any window of that length; s, min, h and"
                    + " day, with a number before it where need be (900/15min).");
    static final Setting<Integer> SHARE = ALL.add(
            "share",
            PERCENT,
            "100%",
            "Which part of the rate limit and all further limits is ours, 1% to 100%; the rest is left to others.");
    static final Setting<Integer> CONCURRENCY = ALL.add(
            "concurrency",
            Form.integer(1, 1000),
            "10",
            "How many requests may be in flight, 1 to 1000; in a cluster, of all processes together.");
    static final Setting<Integer> ATTEMPTS = ALL.add(
            "attempts",
            Form.integer(1, 100),
            "3",
            "How often a page is asked for in all, when the failure may pass, 1 to 100.");
    static final Setting<Duration> BACKOFF =
            ALL.add("backoff", WAIT, "500ms", "The wait before the second attempt; doubled for each further one.");
    static final Setting<Duration> MAX_BACKOFF =
            ALL.add("max-backoff", WAIT, "30s", "No wait between attempts is longer.");
    static final Setting<Duration> MAX_PAUSE = ALL.add(
            "max-pause",
            Form.TIME,
            "5m",
            "The longest pause an API may ask for, and the longest wait for a limit that is used up; above it a run"
                    + " stops and says until when. A page that is not ready (202) is waited for as long in all.");
    static final Setting<String> RULES = ALL.add(
            "rules",
            Form.of("rules", "rules such as status 409: retry; /error/code = RATE: wait 30s", Optional::of),
            "",
            "What some answers mean, by their status or a value in their body: status 409: retry; /error/code = RATE:"
                    + " wait 30s; status 404: end. It may be retry, wait, wait and a time, end, empty or fail.");
    static final Setting<Duration> CONNECT_TIMEOUT =
            ALL.add("connect-timeout", WAIT, "5s", "How long opening a connection may take.");
    static final Setting<Duration> RESPONSE_TIMEOUT =
            ALL.add("response-timeout", WAIT, "30s", "How long the server may be silent.");
    static final Setting<Duration> ANSWER_TIMEOUT =
            ALL.add("answer-timeout", WAIT, "5m", "How long an answer may take from request to last byte.");
    static final Setting<Integer> MAX_ANSWER = ALL.add(
            "max-answer", Form.integer(1, 1024), "64", "How large an answer may be, decompressed, in MiB, 1 to 1024.");
    static final Setting<String> HEADER_OF_ANY_NAME =
            ALL.add(HEADERS + "<header>", HEADER, "", "A header of every request; not for secrets.");
    static final Setting<String> USER_AGENT = ALL.add("user-agent", HEADER, "pagesync", "The header User-Agent.");
    static final Setting<String> CONTACT =
            ALL.add("contact", HEADER, "", "An address for the API's operators, in the header From.");
    static final Setting<URI> PROXY = ALL.add("proxy", Form.PROXY, "", "An HTTP proxy as http://host:port.");
    static final Setting<String> CA_FILE =
            ALL.add("ca-file", Form.FILE, "", "Certificates in PEM to trust instead of the JDK's.");
    static final Setting<String> CLIENT_CERTIFICATE =
            ALL.add("client-certificate", Form.FILE, "", "A client certificate and its private key, in one PEM file.");

    private ApiDeclarations() {}

    static Declarations withAuth() {
        return ALL.include(AuthDeclarations.list());
    }
}
