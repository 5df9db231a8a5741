package io.pagesync.destination;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * What answers at a port. The clients of brokers find out late whether it speaks TLS, or never, and say nothing of it: they take its
 * first bytes for a length, or wait for a topology until they are tired.
 *
 * @param host its name or address
 * @param port its number
 */
public record ServerPort(String host, int port) {
    private static final int PATIENCE_MILLIS = 3_000;

    /** TLS 1.2 with three common suites and nothing more: a server of TLS answers it, if only to refuse it. */
    private static final byte[] CLIENT_HELLO = HexFormat.of()
            .parseHex("160301" + "0031" + "01" + "00002d" + "0303" + "70616765".repeat(8) + "00" + "0006"
                    + "c02fc02bc030" + "0100");

    private static final byte ALERT = 0x15;
    private static final byte HANDSHAKE = 0x16;

    /**
     * The first bytes of the answer.
     *
     * @param hello what is sent first
     * @param most how many bytes of the answer are read
     * @return fewer if the answer is shorter, none if there is none
     * @throws IOException if nothing listens there, or no such host is known
     */
    public byte[] answer(byte[] hello, int most) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return answer(socket, hello, most);
        }
    }

    /**
     * Looks whether somebody listens there.
     *
     * @throws IOException if not, or if no such host is known
     */
    public void requireListening() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        }
    }

    private static byte[] answer(Socket socket, byte[] hello, int most) {
        byte[] answer = new byte[most];
        int length = 0;
        try {
            socket.getOutputStream().write(hello);
            InputStream in = socket.getInputStream();
            for (int read = in.read(answer); read > 0; read = in.read(answer, length, most - length)) {
                length += read;
            }
        } catch (IOException e) {
            // It says no more, or has closed the connection: what has come until then is the answer.
        }
        return Arrays.copyOf(answer, length);
    }

    /** Whether an answer is one of TLS. */
    public static boolean isTls(byte[] answer) {
        return answer.length > 0 && (answer[0] == ALERT || answer[0] == HANDSHAKE);
    }

    /**
     * Whether TLS is spoken there.
     *
     * @throws IOException if nothing listens there, or no such host is known
     */
    public boolean speaksTls() throws IOException {
        return isTls(answer(CLIENT_HELLO, 1));
    }

    /** Why nobody can be reached there, in one clause. */
    public static String reason(IOException error) {
        if (error instanceof UnknownHostException) {
            return "no host of this name is known";
        }
        return error instanceof SocketTimeoutException ? "it does not answer" : String.valueOf(error.getMessage());
    }

    /** Why TLS has failed, in one clause, if that is among the causes of an error. */
    public static Optional<String> tlsReason(Throwable error) {
        String found = null;
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof CertificateExpiredException || each instanceof CertificateNotYetValidException) {
                return Optional.of("the server's certificate is out of date: " + each.getMessage());
            }
            if (each instanceof SSLException && found == null) {
                found = words(String.valueOf(each.getMessage()));
            }
        }
        return Optional.ofNullable(found);
    }

    private static String words(String message) {
        if (message.contains("PKIX") || message.contains("certification path")) {
            return "the server's certificate is of no CA that is trusted here";
        }
        if (message.contains("bad_certificate") || message.contains("certificate_required")) {
            return "the server wants a client certificate it trusts";
        }
        return message.replaceFirst("[.]$", "");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
