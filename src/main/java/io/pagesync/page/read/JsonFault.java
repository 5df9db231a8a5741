package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonParseException;
import io.pagesync.page.InvalidPageException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stopped the parser in an answer that is nearly JSON: which token, character or byte, where, and behind what. */
final class JsonFault {
    private static final Pattern UNFINISHED =
            Pattern.compile("(?<![a-z])(t|tr|tru|f|fa|fal|fals|n|nu|nul)$|\\.$|,\\s*$");
    private static final Pattern TOKEN = Pattern.compile("(?<!or )token '([^']{1,60})'");
    private static final Pattern CHARACTER = Pattern.compile("character \\(.*?code (\\d{1,7})");
    /** The parser has read a little further when it complains. */
    private static final int NEAR = 8;

    private static final int AROUND = 40;

    private JsonFault() {}

    /** The error for an answer whose JSON ends too early. */
    static InvalidPageException cutShort(byte[] body, JsonParseException error) {
        return new InvalidPageException(
                "the answer is cut short: its JSON ends after " + body.length + " bytes", true, error);
    }

    /** The error for an answer that is no JSON, or only the beginning of one. */
    static InvalidPageException of(byte[] body, JsonParseException error) {
        if (endsWithin(body, error)) {
            return cutShort(body, error);
        }
        int first = 0;
        while (first < body.length && Character.isWhitespace(body[first])) {
            first++;
        }
        if (first == body.length || (body[first] != '{' && body[first] != '[')) {
            return InvalidPageException.inPlaceOfAPage("the answer is no JSON but " + AnswerStart.of(body), error);
        }
        return new InvalidPageException(sentence(body, error), false, error);
    }

    /** Jackson calls the beginning of a literal, a fraction or a member wrong, also where only the rest is missing. */
    private static boolean endsWithin(byte[] body, JsonParseException error) {
        String text =
                new String(body, Math.max(0, body.length - 200), Math.min(200, body.length), StandardCharsets.US_ASCII);
        Matcher end = UNFINISHED.matcher(text);
        return end.find()
                && error.getLocation().getByteOffset()
                        >= body.length - 1 - end.group().length();
    }

    private static String sentence(byte[] body, JsonParseException error) {
        int stopped =
                (int) Math.max(0, Math.min(body.length, error.getLocation().getByteOffset()));
        int malformed = Utf8Body.malformed(body);
        if (malformed >= 0 && malformed <= stopped + NEAR) {
            return String.format(
                            Locale.ROOT,
                            "the answer is not text in UTF-8: 0x%02x at byte %s",
                            body[malformed],
                            place(body, malformed))
                    + "; its server must send UTF-8, or name its charset in Content-Type";
        }
        String said = error.getOriginalMessage();
        Matcher token = TOKEN.matcher(said);
        if (token.find()) {
            int at = before(body, token.group(1), stopped);
            return "the answer is not valid JSON: " + token.group(1) + " at byte " + place(body, at);
        }
        Matcher character = CHARACTER.matcher(said);
        if (character.find()) {
            String what = Character.toString(Integer.parseInt(character.group(1)));
            int at = before(body, what, stopped);
            return "the answer is not valid JSON: " + shown(what) + " at byte " + place(body, at);
        }
        return "the answer is not valid JSON (" + said.replaceAll("[\\s:]+$", "") + ") at byte " + place(body, stopped);
    }

    /** Where the text stands that ends at or shortly before this place, or begins there. */
    private static int before(byte[] body, String text, int stopped) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = Math.min(stopped, body.length - bytes.length);
                at >= Math.max(0, stopped - bytes.length - NEAR);
                at--) {
            if (Arrays.equals(body, at, at + bytes.length, bytes, 0, bytes.length)) {
                return at;
            }
        }
        return stopped;
    }

    private static String shown(String character) {
        int code = character.codePointAt(0);
        return Character.isISOControl(code) || Character.isWhitespace(code) || code == '\''
                ? String.format(Locale.ROOT, "U+%04X", code)
                : "'" + character + "'";
    }

    private static String place(byte[] body, int at) {
        int from = Math.max(0, at - AROUND);
        while (from > 0 && from < at && (body[from] & 0xC0) == 0x80) {
            from++;
        }
        String before = new String(body, from, at - from, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ");
        return at + ", after '" + (from > 0 ? "..." : "") + before + "'";
    }
}
