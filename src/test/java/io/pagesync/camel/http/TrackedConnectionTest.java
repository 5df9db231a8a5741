package io.pagesync.camel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;

/** When a request counts as having left. */
final class TrackedConnectionTest {
    private final List<String> happened = new ArrayList<>();

    /** A connection that keeps what it was told, and fails at this method. */
    private HttpClientConnection connection(String failing) {
        HttpClientConnection kept = (HttpClientConnection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpClientConnection.class},
                (proxy, method, arguments) -> {
                    happened.add(method.getName());
                    if (method.getName().equals(failing)) {
                        throw new IOException("reset");
                    }
                    return method.getName().equals("receiveResponseHeader") ? new BasicClassicHttpResponse(200) : null;
                });
        return new TrackedConnection(kept, () -> happened.add("sent"));
    }

    @Test
    void request_hasLeft_whenItsBytesHave() throws Exception {
        HttpClientConnection connection = connection("");
        connection.sendRequestHeader(null);
        connection.sendRequestEntity(null);
        connection.flush();
        var unused = connection.receiveResponseHeader();

        assertThat(happened)
                .containsExactly("sendRequestHeader", "sendRequestEntity", "flush", "sent", "receiveResponseHeader");
    }

    @Test
    void request_thatBreaksOnItsWay_mayHaveArrivedAndCounts() {
        HttpClientConnection connection = connection("flush");

        assertThatThrownBy(connection::flush).isInstanceOf(IOException.class);
        assertThat(happened).containsExactly("flush", "sent");
    }
}
