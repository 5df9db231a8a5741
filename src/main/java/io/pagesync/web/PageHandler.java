package io.pagesync.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows pages at their paths, by GET and HEAD alone. On loopback it answers only those who name this machine: a page in a
 * browser that has its own name point here (DNS rebinding) is refused.
 */
final class PageHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Map<String, Function<String, Shown>> pages;
    private final boolean loopback;

    PageHandler(Map<String, Function<String, Shown>> pages, boolean loopback) {
        this.pages = Map.copyOf(pages);
        this.loopback = loopback;
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
        Function<String, Shown> page = pages.get(Request.getPathInContext(request));
        if (page == null) {
            return Shown.error(
                    404,
                    "there is "
                            + String.join(", ", pages.keySet().stream().sorted().toList()));
        }
        if (!Set.of("GET", "HEAD").contains(request.getMethod())) {
            return Shown.error(405, "only GET and HEAD");
        }
        try {
            return page.apply(Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.ACCEPT), ""));
        } catch (RuntimeException e) {
            LOG.warn("{} could not be shown", Request.getPathInContext(request), e);
            return Shown.error(500, "it could not be shown; the log says why");
        }
    }

    static boolean write(Response response, Callback callback, Shown shown, boolean withBody) {
        byte[] body = shown.text().getBytes(StandardCharsets.UTF_8);
        response.setStatus(shown.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, shown.type());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, withBody ? ByteBuffer.wrap(body) : ByteBuffer.allocate(0), callback);
        return true;
    }
}
