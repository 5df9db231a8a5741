package io.pagesync.api;

import io.pagesync.api.rule.AnswerRule;
import io.pagesync.api.rule.AnswerRule.Meaning;
import io.pagesync.page.read.ErrorText;
import io.pagesync.settings.Naming;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Set;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes one clear error out of whatever a request can end in, and decides whether it may be tried again. */
public final class CallErrors {
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

    /** With these, what is behind an API's last page is refused. */
    private static final Set<Integer> REFUSES = Set.of(400, 404, 416, 422);

    private static final int DEEPEST = 20;

    private final Api api;
    private final Naming names;
    private final Hints hints;
    private final String method;

    /** The errors of an API's pages. */
    public CallErrors(Api api) {
        this(api, "GET");
    }

    /** The errors of an API's requests of this method. */
    public CallErrors(Api api, String method) {
        this.api = api;
        this.names = api.settings().names();
        this.hints = new Hints(api.settings());
        this.method = method;
    }

    /**
     * An answer that is no page.
     *
     * @param url the URL without secrets
     * @param body the answer's body, or as much of it as was read
     */
    public CallFailedException status(String url, int status, byte[] body) {
        return status(url, status, body, false);
    }

    /**
     * An answer that is no page.
     *
     * @param url the URL without secrets
     * @param body the answer's body, or as much of it as was read
     * @param later whether pages of the collection have been read, so that its path is right
     */
    public CallFailedException status(String url, int status, byte[] body, boolean later) {
        boolean cap = later && REFUSES.contains(status) && ErrorText.speaksOfACap(body);
        return failed(url, status, body, mayPass(status), cap ? hints.ofCap() : hints.of(status, later));
    }

    /** An answer that is no page, and that asking again may change, whatever its status. */
    public CallFailedException passing(String url, int status, byte[] body) {
        return failed(url, status, body, true, hints.of(status, true));
    }

    /** An answer that refuses because of a limit. */
    public CallFailedException limited(String url, int status, byte[] body) {
        return failed(url, status, body, true, hints.ofLimit());
    }

    /** An answer of which a rule says what it means. */
    public CallFailedException ruled(String url, int status, byte[] body, AnswerRule rule) {
        boolean again = rule.meaning() == Meaning.RETRY || rule.meaning() == Meaning.WAIT;
        String said = api.mask(ServerReason.of(body));
        String reason = "the rule '" + rule + "'" + (said.isEmpty() ? "" : " on " + said);
        return new CallFailedException(
                new CallFailedException.Call(
                        method, url, status, reason, ErrorText.speaksOfACap(body), rule.meaning() == Meaning.END),
                again,
                answered(url, status) + (said.isEmpty() ? "" : ": " + said) + " (by the rule '" + rule + "')",
                null);
    }

    /**
     * An answer that wants credentials, or better ones: 401.
     *
     * @param again whether asking again may help
     * @param cure what a person can do about it
     */
    public CallFailedException unauthorized(String url, int status, byte[] body, boolean again, String cure) {
        return failed(url, status, body, again, "; " + cure);
    }

    /** Statuses that say nothing of the request, or only of this moment. */
    private static boolean mayPass(int status) {
        return PASSING.contains(status) || (status >= 500 && status < 600 && status != 501 && status != 505);
    }

    private CallFailedException failed(String url, int status, byte[] body, boolean retryable, String hint) {
        String reason = api.mask(ServerReason.of(body));
        String message = answered(url, status) + (reason.isEmpty() ? "" : ": " + reason) + hint;
        CallFailedException.Call call =
                new CallFailedException.Call(method, url, status, reason, ErrorText.speaksOfACap(body));
        return new CallFailedException(call, retryable, message, null);
    }

    private String answered(String url, int status) {
        return method + " " + url + " answered " + status + " (" + StatusName.of(status) + ")";
    }

    /**
     * An answer that is not ready: 202.
     *
     * @param again whether it is waited for any longer
     */
    public CallFailedException notReady(String url, int status, boolean again) {
        String message = answered(url, status) + ", the page is not ready yet"
                + (again
                        ? ""
                        : "; it is waited for as long as " + names.setting("max-pause") + " allows, "
                                + api.settings().maxPause().toSeconds() + " s in all");
        return new CallFailedException(call(url, status, "the page is not ready yet"), again, message, null);
    }

    /** An answer without a body in place of a first page: 204. */
    public CallFailedException noContent(String url, int status) {
        String why = "neither records nor word that there are none";
        return new CallFailedException(
                call(url, status, why),
                false,
                answered(url, status) + ", " + why
                        + "; check the path and the query, or read it as an empty collection",
                null);
    }

    /** A redirect that is not followed, because it leads elsewhere: the credentials are no business of another host. */
    public CallFailedException redirect(String url, int status, @Nullable String location) {
        return redirect(url, status, location, false, ", which is not followed; use the URL it leads to");
    }

    /** A redirect that is not followed, because it makes a GET of a POST, which would lose the body. */
    public CallFailedException redirectToGet(String url, int status, @Nullable String location) {
        return redirect(
                url,
                status,
                location,
                false,
                ", which is not followed, because it would make a GET without the body of the POST; use the URL it leads"
                        + " to");
    }

    /** A redirect that is not followed, because it is the last of too many. */
    public CallFailedException redirects(String url, int status, @Nullable String location) {
        return redirect(
                url,
                status,
                location,
                false,
                ", which is not followed: it is one of too many in a row, maybe in a circle");
    }

    /** A redirect that is followed, by another attempt. */
    public CallFailedException redirected(String url, int status, @Nullable String location) {
        return redirect(url, status, location, true, "");
    }

    private CallFailedException redirect(
            String url, int status, @Nullable String location, boolean followed, String what) {
        String to = location == null
                ? ""
                : " to " + api.mask(location.replaceAll("#.*", "").replaceAll("\\?.*", "?..."));
        return new CallFailedException(
                call(url, status, "a redirect" + to),
                followed,
                method + " " + url + " answered " + status + ", a redirect" + to + what,
                null);
    }

    /** A request without a whole answer. */
    public CallFailedException transport(String url, Throwable cause) {
        boolean retryable =
                cause instanceof IOException && !insecure(cause) && !(cause instanceof UnusableAnswerException);
        String what = api.mask(what(cause));
        return new CallFailedException(call(url, 0, what), retryable, method + " " + url + " failed: " + what, cause);
    }

    private CallFailedException.Call call(String url, int status, String reason) {
        return new CallFailedException.Call(method, url, status, reason, false);
    }

    /** A handshake that the network broke may go well the next time; one that was refused will not. */
    private static boolean insecure(Throwable cause) {
        return cause instanceof SSLException
                && !(cause.getCause() instanceof EOFException || cause.getCause() instanceof SocketException);
    }

    /** The certificate's own fault, which no trust mends; null if it is something else. */
    private static @Nullable CertificateException outOfDate(Throwable cause) {
        Throwable at = cause;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (at instanceof CertificateExpiredException || at instanceof CertificateNotYetValidException) {
                return (CertificateException) at;
            }
            at = at.getCause();
        }
        return null;
    }

    private String what(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof UnknownHostException) {
            return "no host of this name is known; check the URL";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return "nothing answers there (" + message + "); is the server running?";
        }
        if (cause instanceof SocketTimeoutException) {
            return "the server was silent for too long (" + message + ")";
        }
        if (cause instanceof SocketException || (cause instanceof SSLException && !insecure(cause))) {
            return "the connection broke (" + message + ")";
        }
        if (cause instanceof EOFException) {
            return "the answer is cut short: its compressed body ends too early";
        }
        if (cause instanceof ZipException) {
            return "the answer is not compressed as its Content-Encoding says (" + message + ")";
        }
        CertificateException date = outOfDate(cause);
        if (date != null) {
            return "no secure connection (" + date.getMessage()
                    + "); it must be renewed there, or the clock here is wrong";
        }
        if (insecure(cause)) {
            return "no secure connection (" + tls(message);
        }
        return message;
    }

    /** What TLS broke on, and the setting that mends it; the JDK names classes there. */
    private String tls(String message) {
        if (message.contains("PKIX") || message.contains("certification path")) {
            return "the server's certificate is of no CA that is trusted here); a CA of your own goes into "
                    + names.setting("ca-file");
        }
        if (message.contains("bad_certificate") || message.contains("certificate_required")) {
            return "the server wants a client certificate it trusts); one of your own goes into "
                    + names.setting("client-certificate");
        }
        return message.contains("unrecognized SSL message") || message.contains("plaintext connection")
                ? message + "); is it an http:// URL?"
                : message + ")";
    }
}
