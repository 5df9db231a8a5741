package io.pagesync.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A bare socket to the sandbox, for what an HTTP client would not send or would hide. */
final class RawConnection implements AutoCloseable {
    private final Socket socket;

    RawConnection(Sandbox sandbox) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.baseUri().getPort());
        socket.setSoTimeout(5_000);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Everything until the end of the stream; an IOException where the connection is reset. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The next bytes, as many as there are. */
    String readSome() throws IOException {
        byte[] buffer = new byte[1_000_000];
        int count = socket.getInputStream().read(buffer);
        return count < 0 ? "" : new String(buffer, 0, count, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
