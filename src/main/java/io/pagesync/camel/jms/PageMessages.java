package io.pagesync.camel.jms;

import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.JmsMessageType;
import org.jspecify.annotations.Nullable;

/** Sends a page or a record as text, as it arrived; Camel alone would make bytes of it. Any other body as Camel does. */
final class PageMessages extends JmsBinding {
    PageMessages(JmsEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    protected @Nullable JmsMessageType getJMSMessageTypeForBody(Exchange exchange, @Nullable Object body) {
        return body instanceof Page || body instanceof JsonRecord
                ? JmsMessageType.Text
                : super.getJMSMessageTypeForBody(exchange, body);
    }
}
