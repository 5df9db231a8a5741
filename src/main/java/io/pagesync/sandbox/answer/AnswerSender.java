package io.pagesync.sandbox.answer;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends an answer, or half of it, down the connection.
 *
 * @param request whose connection may be cut
 * @param response what the answer is written to
 * @param callback told when it is sent or cut
 */
public record AnswerSender(Request request, Response response, Callback callback) {
    public void send(Answer answer, Cut cut) {
        if (cut == Cut.RESET_BEFORE) {
            cut(cut);
            return;
        }
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length());
        answer.headers().forEach(response.getHeaders()::put);
        ByteBuffer body = answer.body().view();
        if (cut == Cut.NONE) {
            response.write(true, body, callback);
        } else {
            body.limit(body.remaining() / 2);
            response.write(false, body, Callback.from(() -> cut(cut), callback::failed));
        }
    }

    /** Does a step of answering; if that throws, which only a fault of the sandbox does, the answer is a 500. */
    public void orFail(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            callback.failed(e);
        }
    }

    private void cut(Cut cut) {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        if (cut != Cut.TRUNCATE && connection instanceof SocketChannelEndPoint socket) {
            try {
                // Closing a socket that lingers 0 seconds sends RST instead of FIN.
                socket.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                callback.failed(e);
                return;
            }
        }
        connection.close();
        callback.failed(new EofException("cut on purpose"));
    }
}
