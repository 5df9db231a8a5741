package io.pagesync.camel.http;

import io.pagesync.api.ApiSettings.Transport;
import io.pagesync.config.PemFile;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** TLS from files in PEM, the form that people are handed certificates in, which the JDK's key stores do not read. */
public final class PemTls extends SSLContextParameters {
    private static final char[] NO_PASSWORD = new char[0];

    private final Transport transport;

    public PemTls(Transport transport) {
        this.transport = transport;
    }

    @Override
    public SSLContext createSSLContext(CamelContext camelContext) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(), trust(), null);
        return context;
    }

    private TrustManager[] trust() throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted());
        return Arrays.stream(factory.getTrustManagers())
                .map(each -> each instanceof X509ExtendedTrustManager trust ? new DatedTrust(trust) : each)
                .toArray(TrustManager[]::new);
    }

    /** What is trusted; null for what the JDK trusts. */
    private @Nullable KeyStore trusted() throws GeneralSecurityException, IOException {
        if (transport.caFile().isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        int count = 0;
        for (Certificate certificate :
                PemFile.read("ca-file", transport.caFile().get()).certificates()) {
            store.setCertificateEntry("ca" + count++, certificate);
        }
        return store;
    }

    private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
        if (transport.clientCertificate().isEmpty()) {
            return null;
        }
        PemFile.Identity identity = PemFile.read(
                        "client-certificate", transport.clientCertificate().get())
                .identity();
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client", identity.key(), NO_PASSWORD, identity.certificates().toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
