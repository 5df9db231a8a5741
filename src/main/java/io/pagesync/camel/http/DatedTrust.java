package io.pagesync.camel.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Another trust, which looks at the dates of a server's certificate first. The JDK says of one that has expired that it
 * knows no way to a CA, when it does not trust it anyway; and it takes one that is its own authority and is trusted for as
 * long as anybody wants.
 */
final class DatedTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;

    DatedTrust(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    private static void requireInDate(X509Certificate[] chain) throws CertificateException {
        if (chain == null || chain.length == 0) {
            return;
        }
        try {
            chain[0].checkValidity();
        } catch (CertificateExpiredException e) {
            throw new CertificateExpiredException(
                    "the server's certificate has expired on " + day(chain[0].getNotAfter()));
        } catch (CertificateNotYetValidException e) {
            throw new CertificateNotYetValidException(
                    "the server's certificate is not valid before " + day(chain[0].getNotBefore()));
        }
    }

    private static String day(Date date) {
        return DateTimeFormatter.ISO_INSTANT.format(date.toInstant()).substring(0, 10);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        requireInDate(chain);
        trust.checkServerTrusted(chain, kind);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        requireInDate(chain);
        trust.checkServerTrusted(chain, kind, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        requireInDate(chain);
        trust.checkServerTrusted(chain, kind, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        trust.checkClientTrusted(chain, kind);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        trust.checkClientTrusted(chain, kind, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        trust.checkClientTrusted(chain, kind, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
