package io.pagesync.camel.http;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
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
        String file = transport.caFile().get();
        KeyStore store = emptyStore();
        int count = 0;
        for (Certificate certificate : certificates(file, text(file))) {
            store.setCertificateEntry("ca" + count++, certificate);
        }
        return store;
    }

    private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
        if (transport.clientCertificate().isEmpty()) {
            return null;
        }
        String file = transport.clientCertificate().get();
        String pem = text(file);
        Matcher key = KEY.matcher(pem);
        if (!key.find()) {
            throw new InvalidSettingException("the client certificate " + file
                    + " holds no unencrypted private key in PKCS#8; add the section BEGIN PRIVATE KEY");
        }
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client",
                privateKey(file, Base64.getMimeDecoder().decode(key.group(1))),
                NO_PASSWORD,
                certificates(file, pem).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static PrivateKey privateKey(String file, byte[] encoded) throws GeneralSecurityException {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // Not a key of this kind; the next may fit.
            }
        }
        throw new InvalidSettingException("the private key in " + file + " is neither RSA, EC nor Ed25519");
    }

    private static List<Certificate> certificates(String file, String pem) throws GeneralSecurityException {
        Matcher matcher = Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----")
                .matcher(pem);
        List<Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        while (matcher.find()) {
            try {
                certificates.add(factory.generateCertificate(
                        new ByteArrayInputStream(matcher.group().getBytes(StandardCharsets.US_ASCII))));
            } catch (CertificateException e) {
                throw new InvalidSettingException(
                        file + " holds a certificate that cannot be read; get it again in PEM");
            }
        }
        if (certificates.isEmpty()) {
            throw new InvalidSettingException(
                    file + " holds no certificate in PEM; it must have a section BEGIN CERTIFICATE");
        }
        return certificates;
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new InvalidSettingException("the certificate file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
