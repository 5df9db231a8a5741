package io.pagesync.camel.boot;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/**
 * The JVM's trust store, read while Camel starts and kept: Camel's HTTP component asks for it also where no API is spoken
 * to by TLS, and waiting for it took a tenth of a start.
 */
final class TrustStore {
    private TrustStore() {}

    /** Begins to read it, in a thread of its own. */
    static void readEarly() {
        Thread reader = new Thread(TrustStore::read, "pagesync-trust-store");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read() {
        try {
            SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            // Whoever needs it meets the same error, and says so.
        }
    }
}
