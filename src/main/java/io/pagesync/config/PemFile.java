package io.pagesync.config;

import io.pagesync.InvalidSettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM, the form that people are handed them in, which the JDK's key stores do not read. */
public final class PemFile {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

    private final String file;
    private final String text;

    private PemFile(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Who we are to a server.
     *
     * @param key the private key
     * @param certificates its certificate, and those between it and the authority
     */
    public record Identity(PrivateKey key, List<Certificate> certificates) {}

    /**
     * Reads a file.
     *
     * @param setting the setting that names it, for messages
     * @throws InvalidSettingException if it cannot be read
     */
    public static PemFile read(String setting, String file) {
        try {
            return new PemFile(file, Files.readString(Path.of(file), StandardCharsets.ISO_8859_1));
        } catch (IOException | InvalidPathException e) {
            throw new InvalidSettingException(setting + " names " + file + ", which is not there or cannot be read");
        }
    }

    /**
     * Its certificates, at least one.
     *
     * @throws InvalidSettingException if it has none, or one that cannot be read
     */
    public List<Certificate> certificates() {
        List<Certificate> certificates = new ArrayList<>();
        Matcher matcher = CERTIFICATE.matcher(text);
        while (matcher.find()) {
            try {
                certificates.add(CertificateFactory.getInstance("X.509")
                        .generateCertificate(
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

    /**
     * Its private key and certificates.
     *
     * @throws InvalidSettingException if one of them is missing, or cannot be read
     */
    public Identity identity() {
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            throw new InvalidSettingException("the client certificate " + file
                    + " holds no unencrypted private key in PKCS#8; add the section BEGIN PRIVATE KEY");
        }
        return new Identity(privateKey(Base64.getMimeDecoder().decode(key.group(1))), certificates());
    }

    private PrivateKey privateKey(byte[] encoded) {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // Not a key of this kind; the next may fit.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new InvalidSettingException("the private key in " + file + " is neither RSA, EC nor Ed25519");
    }
}
