package io.pagesync.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.api.credential.Secret;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallErrorsTest {
    private static final String URL = "https://h/p?page=2";
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9." + "x1".repeat(100);

    private final CallErrors errors = new CallErrors(api(TOKEN));

    @Test
    void status_withReasonAndHint_saysBoth() {
        CallFailedException error = errors.status(URL, 404, "{\"message\":\"no licence\"}".getBytes(UTF_8));
        assertThat(error)
                .hasMessage(
                        "GET https://h/p?page=2 answered 404 (not found): 'no licence'; check the path and the query");
        assertThat(error.status()).isEqualTo(404);
    }

    @Test
    void status_emptyBody_saysOnlyTheStatus() {
        assertThat(errors.status(URL, 500, new byte[0]))
                .hasMessage("GET https://h/p?page=2 answered 500 (internal server error)");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504, 506, 507, 520, 529, 599})
    void status_thatMayPass_isRetryable(int status) {
        assertThat(errors.status(URL, status, new byte[0]).retryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 400, 401, 403, 404, 410, 422, 501, 505, 600, 999})
    void status_thatStays_isNotRetryable(int status) {
        assertThat(errors.status(URL, status, new byte[0]).retryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "100, continue",
        "226, im used",
        "405, method not allowed",
        "410, gone",
        "422, unprocessable content",
        "503, service unavailable",
        "522, connection timed out",
        "542, status 542",
        "999, status 999"
    })
    void status_isNamed(int status, String name) {
        assertThat(errors.status(URL, status, new byte[0]))
                .hasMessage("GET https://h/p?page=2 answered " + status + " (" + name + ")");
    }

    @Test
    void status_ofALaterPage_givesNoAdviceThatTheFirstHasRefuted() {
        assertThat(errors.status(URL, 404, new byte[0], true)).hasMessageEndingWith("answered 404 (not found)");
    }

    @ParameterizedTest
    @CsvSource({"422, true, true", "400, true, true", "422, false, false", "403, true, false"})
    void status_refusesALaterPageWithWordsOfALimit_speaksOfSlices(int status, boolean later, boolean slices) {
        byte[] body = "{\"message\":\"Only the first 1000 search results are available\"}".getBytes(UTF_8);
        String advice = "; if that is as far as the API goes, load it in slices of fewer records (parameter partitions,"
                + " parameter cap)";

        assertThat(String.valueOf(errors.status(URL, status, body, later).getMessage())
                        .endsWith(advice))
                .isEqualTo(slices);
    }

    @Test
    void status_bodyRepeatsTheBearerToken_isMasked() {
        byte[] body = "{\"message\":\"token s3cr3tt0ken is wrong\"}".getBytes(UTF_8);
        assertThat(new CallErrors(api("s3cr3tt0ken")).status(URL, 401, body))
                .hasMessageContaining("'token *** is wrong'");
    }

    @Test
    void status_bodyRepeatsALongToken_showsNoPartOfIt() {
        byte[] body = ("{\"message\":\"invalid token: " + TOKEN + "\"}").getBytes(UTF_8);
        assertThat(errors.status(URL, 401, body).getMessage())
                .contains("invalid token: ***")
                .doesNotContain("eyJ");
    }

    @Test
    void redirect_toAnotherUrl_showsItWithoutWhatMayBeSecret() {
        CallFailedException error = errors.redirect(URL, 302, "https://other/login?session=abc");
        assertThat(error)
                .hasMessage("GET https://h/p?page=2 answered 302, a redirect to https://other/login?..., which is not"
                        + " followed; use the URL it leads to");
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void redirect_withAFragment_leavesItOut() {
        assertThat(errors.redirect(URL, 302, "https://other/#access_token=abc").getMessage())
                .doesNotContain("abc");
    }

    @Test
    void redirect_toNowhere_saysSo() {
        assertThat(errors.redirect(URL, 301, null))
                .hasMessageStartingWith("GET https://h/p?page=2 answered 301, a redirect, which is not followed");
    }

    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(new UnknownHostException("h"), true, "no host of this name is known; check the URL"),
                Arguments.of(
                        new ConnectException("refused"),
                        true,
                        "nothing answers there (refused); is the server running?"),
                Arguments.of(
                        new SocketTimeoutException("Read timed out"),
                        true,
                        "the server was silent for too long (Read timed out)"),
                Arguments.of(new SocketException("Connection reset"), true, "the connection broke (Connection reset)"),
                Arguments.of(new EOFException(), true, "the answer is cut short: its compressed body ends too early"),
                Arguments.of(new IOException("Premature end"), true, "Premature end"),
                Arguments.of(
                        new ZipException("Not in GZIP format"),
                        true,
                        "the answer is not compressed as its Content-Encoding says (Not in GZIP format)"),
                Arguments.of(
                        new SSLHandshakeException("PKIX"),
                        false,
                        "no secure connection (the server's certificate is of no CA that is trusted here); a CA of your own goes into pagesync.api.t3.ca-file"),
                Arguments.of(
                        UnusableAnswerException.tooLarge(10),
                        false,
                        "the answer is larger than 10 bytes, decompressed; ask for smaller pages"),
                Arguments.of(new IllegalStateException("bug"), false, "bug"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void transport_cause_isNamedAndRetriedIfItMayPass(Exception cause, boolean retryable, String text) {
        CallFailedException error = errors.transport(URL, cause);
        assertThat(error).hasMessage("GET https://h/p?page=2 failed: " + text).hasCause(cause);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(error.status()).isZero();
    }

    @Test
    void transport_secureConnectionThatBroke_isRetryable() {
        SSLException broken = new SSLHandshakeException("Remote host terminated the handshake");
        broken.initCause(new EOFException("SSL peer shut down incorrectly"));
        assertThat(errors.transport(URL, broken).retryable()).isTrue();
    }

    @Test
    void transport_messageRepeatsTheToken_isMasked() {
        assertThat(errors.transport(URL, new IOException("bad header " + TOKEN)).getMessage())
                .doesNotContain("eyJ");
    }

    private static Api api(String token) {
        Secret secret = Secret.fromEnvironment("T", Map.of("T", token)).prefixed("Bearer ");
        return new Api(ApiSettingsTest.settings(10, 10, 3, Map.of("Authorization", secret), URI.create("https://h")));
    }
}
