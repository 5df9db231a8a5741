package io.pagesync.bench.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Answers the requests of one connection. */
final class PageHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final byte[] OPENING = PageData.opening();

    private final PageData data;
    private final ServerState state;

    PageHandler(PageData data, ServerState state) {
        this.data = data;
        this.state = state;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) throws IOException {
        if (message instanceof HttpRequest request) {
            long now = System.nanoTime();
            QueryStringDecoder url = new QueryStringDecoder(request.uri());
            String[] path = url.path().split("/");
            switch (path[1]) {
                case "packages", "chain" -> page(context, url, path, now);
                case "set" -> {
                    state.set(number(url, "limit", 0), number(url, "latency", 0));
                    text(context, HttpResponseStatus.OK, "set");
                }
                case "arrivals" ->
                    text(context, HttpResponseStatus.OK, state.arrivals().text());
                default -> text(context, HttpResponseStatus.NOT_FOUND, "no such thing");
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        System.err.println("page server: " + cause);
        context.close();
    }

    private void page(ChannelHandlerContext context, QueryStringDecoder url, String[] path, long now) {
        if (!state.arrived(now)) {
            text(context, HttpResponseStatus.TOO_MANY_REQUESTS, "too many requests");
            return;
        }
        long total = Long.parseLong(path[2]);
        int size = Integer.parseInt(path[3]);
        int page = number(url, "page", 1 + number(url, "offset", 0) / size + number(url, "after", 0));
        boolean chain = path[1].equals("chain");
        if (state.latencyMillis() == 0) {
            page(context, page, size, total, chain);
        } else {
            context.executor()
                    .schedule(
                            () -> page(context, page, size, total, chain),
                            state.latencyMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void page(ChannelHandlerContext context, int page, int size, long total, boolean chain) {
        long first = (page - 1L) * size;
        int count = (int) Math.max(0, Math.min(size, total - first));
        int record = (int) (first % PageData.RECORDS);
        int from = data.start(record);
        int length = count == 0 ? 0 : data.start(record + count) - 1 - from;
        byte[] closing = chain ? PageData.chained(page, size, total) : PageData.closing(page, size, total);
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        head.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, OPENING.length + length + closing.length);
        context.write(head);
        context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(OPENING)));
        if (length > 0) {
            context.write(first < PageData.RECORDS ? new Piece(from, length) : copy(record, count, first - record));
        }
        context.writeAndFlush(new DefaultLastHttpContent(Unpooled.wrappedBuffer(closing)));
    }

    /** The records under other ids, so that no two pages of the collection are the same. */
    private DefaultHttpContent copy(int record, int count, long moreThanWritten) {
        int from = data.start(record);
        byte[] bytes = new byte[data.start(record + count) - 1 - from];
        try {
            data.channel().read(ByteBuffer.wrap(bytes), from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < count; i++) {
            long id = Packages.FIRST_ID + record + i + moreThanWritten;
            int at = data.start(record + i) - from + Packages.ID_AT;
            for (int digit = Packages.ID_DIGITS - 1; digit >= 0; digit--) {
                bytes[at + digit] = (byte) ('0' + id % 10);
                id /= 10;
            }
        }
        return new DefaultHttpContent(Unpooled.wrappedBuffer(bytes));
    }

    private static void text(ChannelHandlerContext context, HttpResponseStatus status, String text) {
        ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        if (status.equals(HttpResponseStatus.TOO_MANY_REQUESTS)) {
            answer.headers().setInt(HttpHeaderNames.RETRY_AFTER, 1);
        }
        context.writeAndFlush(answer);
    }

    private static int number(QueryStringDecoder url, String name, int otherwise) {
        List<String> values = url.parameters().get(name);
        return values == null ? otherwise : Integer.parseInt(values.get(0));
    }

    /** A piece of the data's file; the file stays open when it is sent. */
    private final class Piece extends DefaultFileRegion {
        Piece(long from, long length) {
            super(data.channel(), from, length);
        }

        @Override
        protected void deallocate() {
            // The channel is everybody's.
        }
    }
}
