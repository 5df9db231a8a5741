package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a setting; the error names the setting, its value and what is right. */
public final class Parse {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|)");

    private Parse() {}

    /** A whole number in a range. */
    public static int integer(String setting, String text, int lowest, int highest) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(setting, text, "a whole number from " + lowest + " to " + highest);
        }
        throw wrong(setting, text, "a whole number from " + lowest + " to " + highest);
    }

    /** true or false. */
    public static boolean flag(String setting, String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(setting, text, "true or false");
        };
    }

    /** A decimal number. */
    public static double number(String setting, String text) {
        if (text.strip().matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Double.parseDouble(text.strip());
        }
        throw wrong(setting, text, "a number of 0 or more, such as 10 or 0.5");
    }

    /** A length of time: 500ms, 30s, 5m, 2h; a bare number is seconds. */
    public static Duration time(String setting, String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong(setting, text, "a length of time, such as 500ms, 30s, 5m or 2h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /** An http or https URL without user, query and fragment. */
    public static URI url(String setting, String text) {
        try {
            URI uri = new URI(text.strip());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw wrong(setting, text, "a URL such as https://api.example.com");
        }
        throw wrong(setting, text, "a URL such as https://api.example.com, without user, password and query");
    }

    static InvalidSettingException wrong(String setting, String text, String right) {
        return new InvalidSettingException(setting + " is '" + text + "'; it must be " + right);
    }
}
