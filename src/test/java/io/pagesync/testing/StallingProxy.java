package io.pagesync.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server of this machine that can be held up: connections stay open, and nothing comes through. */
public final class StallingProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private boolean held;

    private StallingProxy(int port) throws IOException {
        this.port = port;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    /** One to this port. */
    public static StallingProxy to(int port) throws IOException {
        return new StallingProxy(port);
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Nothing comes through from now on. */
    public synchronized void hold() {
        held = true;
    }

    /** All that was held up comes through, and what follows. */
    public synchronized void goOn() {
        held = false;
        notifyAll();
    }

    private static void thread(Runnable what) {
        Thread thread = new Thread(what, "stalling-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setTcpNoDelay(true);
                there.setTcpNoDelay(true);
                open.add(client);
                open.add(there);
                thread(() -> forward(client, there));
                thread(() -> forward(there, client));
            } catch (IOException e) {
                // It is closed, or the server is away: whoever connects sees its connection end.
            }
        }
    }

    private void forward(Socket from, Socket to) {
        byte[] buffer = new byte[16_384];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count; (count = in.read(buffer)) >= 0; ) {
                awaitWay();
                out.write(buffer, 0, count);
            }
        } catch (IOException | InterruptedException e) {
            // One of both has gone.
        }
    }

    private synchronized void awaitWay() throws InterruptedException {
        while (held) {
            wait();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        goOn();
        for (Socket each : open) {
            each.close();
        }
    }
}
