package io.pagesync.cli.progress;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * What libraries log, a JSON object a line: {@code time}, {@code level}, {@code logger}, {@code sentence}, and {@code trace} where
 * traces are asked for.
 */
final class JsonLog extends EncoderBase<ILoggingEvent> {
    private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

    private JsonLog() {
        traces.start();
    }

    /** Has all that goes to the terminal from now on be written like this. Files that users log to stay as they are. */
    static void begin() {
        LoggerContext all = (LoggerContext) LoggerFactory.getILoggerFactory();
        for (Logger logger : all.getLoggerList()) {
            for (Iterator<Appender<ILoggingEvent>> each = logger.iteratorForAppenders(); each.hasNext(); ) {
                if (each.next() instanceof ConsoleAppender<ILoggingEvent> console) {
                    JsonLog json = new JsonLog();
                    json.setContext(all);
                    json.start();
                    console.setEncoder(json);
                }
            }
        }
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        Map<String, String> line =
                LogLine.of(event.getInstant(), event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("sentence", String.valueOf(event.getFormattedMessage()));
        if (Logs.verbose() && event.getThrowableProxy() != null) {
            line.put("trace", traces.convert(event));
        }
        return (LogLine.json(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
