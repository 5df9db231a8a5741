package io.pagesync.queue;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import io.pagesync.destination.Destination;
import io.pagesync.destination.DestinationKind;
import io.pagesync.destination.DestinationUse;
import io.pagesync.page.Page;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records as messages in a queue or a topic of a JMS broker. */
public final class QueueKind implements DestinationKind {
    private static final Declarations PARAMETERS = new Declarations();
    private static final Setting<String> QUEUE = PARAMETERS.required(
            "queue", Form.TEXT.where(QueueKind::isName, "a queue's name, or topic: and a topic's"), "");
    private static final String TOPIC = "topic:";
    private static final String WORD = "queue:";

    @Override
    public String kamelet() {
        return "queue-sink";
    }

    @Override
    public DestinationUse use(Map<String, String> parameters, Host host) {
        String queue = read(QUEUE, parameters);
        boolean topic = queue.startsWith(TOPIC);
        try {
            QueueName name = new QueueName(topic, topic ? queue.substring(TOPIC.length()) : queue);
            return new Messages(name, host.get(Brokers.class));
        } catch (NoClassDefFoundError e) {
            throw new InvalidSettingException("kamelet:queue-sink needs org.apache.camel:camel-jms,"
                    + " org.apache.artemis:artemis-jakarta-client and org.messaginghub:pooled-jms on the classpath; add them"
                    + " to the application's dependencies");
        }
    }

    /** The parameters of the Kamelet. */
    static List<Setting<?>> parameters() {
        return PARAMETERS.list();
    }

    private static boolean isName(String text) {
        return text.matches("(topic:)?[^\\s?:]\\S{0,254}") && !text.contains("?");
    }

    /** A name behind {@code queue:} or {@code topic:}. */
    @Override
    public Optional<Map<String, String>> parametersOf(String to) {
        if (to.startsWith(WORD)) {
            return Optional.of(Map.of(QUEUE.name(), to.substring(WORD.length())));
        }
        return to.startsWith(TOPIC) ? Optional.of(Map.of(QUEUE.name(), to)) : Optional.empty();
    }

    private record Messages(QueueName name, Brokers brokers) implements DestinationUse {
        @Override
        public String check(Collection collection, @Nullable Page first) {
            return new QueueDestination(name, brokers).check();
        }

        @Override
        public @Nullable String alone(List<JsonPointer> key) {
            return null;
        }

        @Override
        public Destination open(Run run) {
            return new QueueDestination(name, brokers).requireThere(run.stop());
        }
    }
}
