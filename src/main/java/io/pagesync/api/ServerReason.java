package io.pagesync.api;

import io.pagesync.page.read.AnswerStart;
import io.pagesync.page.read.ErrorText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a server says it refused, as one line. */
public final class ServerReason {
    private static final int MOST_OF_A_PAGE = 8192;
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]{0,200}>(.{1,300}?)</title>");
    private static final Pattern LIMIT =
            Pattern.compile("(?i)rate[-_ ]?limit|too many requests|throttl|request[-_ ]?limit[-_ ]?(reached|exceeded)");

    private ServerReason() {}

    /**
     * The reason in the body: its message, detail, error or errors, the title of a page of HTML, else its beginning; empty
     * if the body is.
     */
    static String of(byte[] body) {
        return body.length == 0 ? "" : ErrorText.of(body).orElseGet(() -> AnswerStart.of(title(body)));
    }

    /** Whether the reason speaks of a limit of requests. */
    public static boolean speaksOfALimit(byte[] body) {
        return LIMIT.matcher(of(body)).find();
    }

    private static byte[] title(byte[] body) {
        if (body[0] != '<') {
            return body;
        }
        String page = new String(body, 0, Math.min(body.length, MOST_OF_A_PAGE), StandardCharsets.UTF_8);
        Matcher title = TITLE.matcher(page);
        return title.find() ? title.group(1).getBytes(StandardCharsets.UTF_8) : body;
    }
}
