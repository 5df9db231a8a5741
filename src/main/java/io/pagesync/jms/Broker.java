package io.pagesync.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the message broker of the settings. The client is loaded when the first one is asked for, and the
 * password is read for each. An error says in one sentence what to do; it is a {@link BrokerException} among the causes
 * of the JMSException that callers of JMS expect. Thread-safe.
 */
public final class Broker implements ConnectionFactory {
    private static final int WINDOW_BYTES = 1024 * 1024;

    private final BrokerSettings settings;
    private final boolean oneByOne;
    private @Nullable ActiveMQConnectionFactory client;

    /** A broker; nobody connects yet. */
    public Broker(BrokerSettings settings) {
        this(settings, false);
    }

    private Broker(BrokerSettings settings, boolean oneByOne) {
        this.settings = settings;
        this.oneByOne = oneByOne;
    }

    /** The same for those who take messages: one is sent to each when it asks, so that nobody hoards what others could have. */
    public static Broker oneByOne(BrokerSettings settings) {
        return new Broker(settings, true);
    }

    @Override
    public Connection createConnection() throws JMSException {
        return createConnection(settings.user(), settings.password().get());
    }

    @Override
    public Connection createConnection(@Nullable String user, @Nullable String password) throws JMSException {
        ActiveMQConnectionFactory its = client();
        Optional<BrokerPort.Obstacle> obstacle = BrokerPort.before(its);
        if (obstacle.isPresent()) {
            throw kept(obstacle.get(), null);
        }
        try {
            return its.createConnection(user, password);
        } catch (JMSSecurityException e) {
            throw failed(
                    e,
                    settings + " refuses " + (user == null ? "who names no user" : "the user " + user)
                            + "; check pagesync.jms.user and pagesync.jms.password");
        } catch (JMSException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw kept(
                    BrokerPort.after(its).orElseGet(() -> BrokerPort.Obstacle.unreachable(why.getMessage() + "")), e);
        }
    }

    @Override
    public JMSContext createContext() {
        return createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return createContext(settings.user(), settings.password().get(), sessionMode);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password) {
        return createContext(user, password, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password, int sessionMode) {
        return client().createContext(user, password, sessionMode);
    }

    private synchronized ActiveMQConnectionFactory client() {
        ActiveMQConnectionFactory made = client;
        if (made == null) {
            made = new ActiveMQConnectionFactory(settings.url());
            // The broker would be asked about the queue before each message, and each is worth as much as a message.
            made.setCacheDestinations(true);
            // Without a window the client calls each message that nobody waits for sent, also one that the broker
            // refuses.
            made.setConfirmationWindowSize(WINDOW_BYTES);
            if (oneByOne) {
                made.setConsumerWindowSize(0);
            }
            client = made;
        }
        return made;
    }

    private JMSException kept(BrokerPort.Obstacle obstacle, @Nullable JMSException error) {
        String sentence = settings + " " + obstacle.what();
        return failed(
                obstacle.lasts() ? new JMSSecurityException(sentence) : new JMSException(sentence),
                new BrokerException(sentence, error));
    }

    private static JMSException failed(JMSSecurityException error, String sentence) {
        return failed(new JMSSecurityException(sentence, error.getErrorCode()), new BrokerException(sentence, error));
    }

    private static JMSException failed(JMSException said, BrokerException cause) {
        said.initCause(cause);
        return said;
    }
}
