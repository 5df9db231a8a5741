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

    /** A code of the kinds that AWS, Azure and Alibaba have. */
    private static final Pattern LIMIT_CODE = Pattern.compile(
            "(?i)\"(__type|type|(error_?)?code)\"\\s*:\\s*\"[^\"]{0,100}(throttl|too_?many_?requests|rate_?(limit|exceeded)|slow_?down|request_?limit_?exceeded)");

    private ServerReason() {}

    /**
     * The reason in the body: its message, detail, error or errors, the title of a page of HTML, else its beginning; empty
     * if the body is.
     */
    static String of(byte[] body) {
        return body.length == 0 ? "" : ErrorText.of(body).orElseGet(() -> AnswerStart.of(title(body)));
    }

    /** Whether the reason, or a code beside it, speaks of a limit of requests. */
    public static boolean speaksOfALimit(byte[] body) {
        return LIMIT.matcher(of(body)).find()
                || LIMIT_CODE.matcher(beginning(body)).find();
    }

    private static String beginning(byte[] body) {
        return new String(body, 0, Math.min(body.length, MOST_OF_A_PAGE), StandardCharsets.UTF_8);
    }

    private static byte[] title(byte[] body) {
        if (body[0] != '<') {
            return body;
        }
        Matcher title = TITLE.matcher(beginning(body));
        return title.find() ? title.group(1).getBytes(StandardCharsets.UTF_8) : body;
    }
}
