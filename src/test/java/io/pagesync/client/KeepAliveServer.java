package io.pagesync.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request with one page, and knows how many connections the other side has not closed. */
final class KeepAliveServer implements AutoCloseable {
    private static final String PAGE = "{\"data\":[{\"id\":1}],\"total\":1,\"pageSize\":1}";

    private final ServerSocket server;
    private final AtomicInteger open = new AtomicInteger();
    private final boolean silent;

    private KeepAliveServer(ServerSocket server, boolean silent) {
        this.server = server;
        this.silent = silent;
    }

    static KeepAliveServer start() throws IOException {
        return start(false);
    }

    /** One that takes requests and never answers. */
    static KeepAliveServer silent() throws IOException {
        return start(true);
    }

    private static KeepAliveServer start(boolean silent) throws IOException {
        KeepAliveServer started =
                new KeepAliveServer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), silent);
        run(started::accept);
        return started;
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "keep-alive-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    int open() {
        return open.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.incrementAndGet();
                run(() -> answer(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void answer(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            String line;
            while ((line = in.readLine()) != null) {
                if (line.isEmpty() && !silent) {
                    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + PAGE.length() + "\r\n\r\n" + PAGE;
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // The other side is gone.
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
