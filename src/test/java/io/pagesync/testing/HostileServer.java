package io.pagesync.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server over a bare socket that answers by a script, however badly. It knows how much it could write. */
public final class HostileServer implements AutoCloseable {
    private static final String PAGE = "{\"data\":[{\"id\":1}],\"total\":1,\"pageSize\":1}";

    private final ServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Script script;

    private HostileServer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    /** What is done about a request; whether the connection is kept. */
    @FunctionalInterface
    public interface Script {
        boolean answer(Connection connection) throws IOException, InterruptedException;
    }

    /** One connection, at one of its requests. */
    public final class Connection {
        private final Socket socket;
        private int number;
        private String asked = "";

        private Connection(Socket socket) {
            this.socket = socket;
        }

        /** The number of the request on this connection, from 1. */
        public int number() {
            return number;
        }

        /** The first line of the request. */
        public String asked() {
            return asked;
        }

        public void write(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            written.addAndGet(bytes.length);
        }

        /** Writes it over and over, until nobody reads any more, or so many times. */
        public void repeat(String text, int times) throws IOException {
            for (int i = 0; i < times; i++) {
                write(text);
            }
        }

        /** Writes it over and over, with a pause before each. */
        public void drip(String text) throws IOException, InterruptedException {
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                write(text);
            }
        }

        public void beSilent() throws InterruptedException {
            closed.await();
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    public static HostileServer start(Script script) throws IOException {
        HostileServer started = new HostileServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        run(started::accept);
        return started;
    }

    /** One page, as it should be. */
    public static boolean behave(Connection connection) throws IOException {
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + PAGE.length() + "\r\n\r\n" + PAGE);
        return true;
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public void script(Script of) {
        script = of;
    }

    /** How many bytes were taken from it, those in the socket's buffers included. */
    public long written() {
        return written.get();
    }

    public int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                run(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            Connection connection = new Connection(socket);
            String line;
            boolean keep = true;
            boolean first = true;
            while (keep && (line = in.readLine()) != null) {
                connection.asked = first ? line : connection.asked;
                first = line.isEmpty();
                if (line.isEmpty()) {
                    requests.incrementAndGet();
                    connection.number++;
                    keep = script.answer(connection);
                }
            }
        } catch (IOException e) {
            // The other side is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
