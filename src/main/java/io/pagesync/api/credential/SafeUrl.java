package io.pagesync.api.credential;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A URL as it may be shown: the values of parameters that are secrets by their name are masked. */
public final class SafeUrl {
    private static final Pattern SECRET = Pattern.compile(
            ".*(token|secret|passw|pwd|(api|access|subscription|private)[-_.]?key|signature|credential|session).*|key|sig|auth|code");

    private SafeUrl() {}

    /** The URL with a masked query; {@code query} may be empty. */
    public static String of(String urlWithoutQuery, String query) {
        return query.isEmpty() ? urlWithoutQuery : urlWithoutQuery + "?" + mask(query);
    }

    /** Whether a parameter of this name holds a secret, as far as a name can tell. */
    public static boolean secret(String parameter) {
        return SECRET.matcher(parameter.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether a header of this name holds a secret, as far as a name can tell. */
    public static boolean secretHeader(String header) {
        String lower = header.toLowerCase(Locale.ROOT);
        return lower.contains("auth") || lower.contains("cookie") || secret(lower);
    }

    private static String mask(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(pair -> {
                    int equals = pair.indexOf('=');
                    return equals > 0 && secret(pair.substring(0, equals))
                            ? pair.substring(0, equals + 1) + Secret.MASK
                            : pair;
                })
                .collect(Collectors.joining("&"));
    }
}
