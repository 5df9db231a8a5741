package io.pagesync.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows pages at their paths, by GET and HEAD alone, and hands all other paths to a site. On loopback it answers only those
 * who name this machine: a page in a browser that has its own name point here (DNS rebinding) is refused. A site that waits,
 * such as for a ledger, takes half of the threads at the most, so that the pages at their paths are always shown.
 */
final class PageHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final int LARGEST_BODY = 16 * 1024;
    /** Nothing from outside, nothing inline, in no frame. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Map<String, Function<String, Shown>> pages;
    private final @Nullable Function<Asked, Shown> site;
    private final boolean loopback;
    private final Semaphore siteThreads;

    PageHandler(
            Map<String, Function<String, Shown>> pages,
            @Nullable Function<Asked, Shown> site,
            boolean loopback,
            int threads) {
        this.pages = Map.copyOf(pages);
        this.site = site;
        this.loopback = loopback;
        this.siteThreads = new Semaphore(threads / 2);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Shown shown = shown(request);
        if (shown.status() == 405) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
        }
        return write(response, callback, shown, !request.getMethod().equals("HEAD"));
    }

    private Shown shown(Request request) {
        if (loopback && !THIS_MACHINE.contains(Objects.requireNonNullElse(Request.getServerName(request), ""))) {
            return Shown.error(
                    421,
                    "this port answers only requests for localhost; set pagesync.management.host to be"
                            + " asked by another name");
        }
        String path = Request.getPathInContext(request);
        Function<String, Shown> page = pages.get(path);
        Function<Asked, Shown> others = site;
        if (page == null && others == null) {
            return Shown.error(
                    404,
                    "there is "
                            + String.join(", ", pages.keySet().stream().sorted().toList()));
        }
        boolean reads = Set.of("GET", "HEAD").contains(request.getMethod());
        if (!reads && (page != null || !request.getMethod().equals("POST"))) {
            return Shown.error(405, "only GET and HEAD");
        }
        try {
            return page != null
                    ? page.apply(Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.ACCEPT), ""))
                    : bySite(Objects.requireNonNull(others), request, reads);
        } catch (IOException e) {
            return Shown.error(400, "this request could not be read");
        } catch (RuntimeException e) {
            LOG.warn("{} could not be shown", path, e);
            return Shown.error(500, "it could not be shown; the log says why");
        }
    }

    private Shown bySite(Function<Asked, Shown> others, Request request, boolean reads) throws IOException {
        long length = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
                ? Long.MAX_VALUE
                : request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        if (!reads && length > LARGEST_BODY) {
            return Shown.error(413, "a body must say its length, and have 16 KiB at the most");
        }
        if (!siteThreads.tryAcquire()) {
            return Shown.error(503, "too many requests at once; ask again").with("Retry-After", "1");
        }
        try {
            String body = reads || length <= 0 ? "" : Content.Source.asString(request, StandardCharsets.UTF_8);
            return others.apply(asked(request, body));
        } finally {
            siteThreads.release();
        }
    }

    private static Asked asked(Request request, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.putIfAbsent(
                    field.getName().toLowerCase(Locale.ROOT), Objects.requireNonNullElse(field.getValue(), ""));
        }
        String remote = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "unknown";
        return new Asked(
                request.getMethod().equals("HEAD") ? "GET" : request.getMethod(),
                Objects.requireNonNullElse(request.getHttpURI().getPath(), "/"),
                Objects.requireNonNullElse(request.getHttpURI().getQuery(), ""),
                headers,
                body,
                remote);
    }

    static boolean write(Response response, Callback callback, Shown shown, boolean withBody) {
        byte[] body = shown.text().getBytes(StandardCharsets.UTF_8);
        response.setStatus(shown.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, shown.type());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Content-Security-Policy", POLICY);
        response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
        response.getHeaders().put("Referrer-Policy", "same-origin");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        shown.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, withBody ? ByteBuffer.wrap(body) : ByteBuffer.allocate(0), callback);
        return true;
    }
}
