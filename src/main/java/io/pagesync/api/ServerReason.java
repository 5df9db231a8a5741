package io.pagesync.api;

import io.pagesync.page.read.AnswerStart;
import io.pagesync.page.read.ErrorText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a server says it refused, as one line. */
public final class ServerReason {
    private static final int MOST_OF_A_PAGE = 8192;
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]{0,200}>(.{1,300}?)</title>");
    private static final Pattern LIMIT =
            Pattern.compile("(?i)rate[-_ ]?limit|too many requests|throttl|request[-_ ]?limit[-_ ]?(reached|exceeded)");

    /** Words of a server that will not go on, rather than cannot: not "limit 20", which is what it was asked for. */
    private static final Pattern CAP = Pattern.compile(
            "\\b(window|limit(s|ed|ation)?(?![ =:\"']*\\d)|max(imum|imal)?|deep|depth"
                    + "|quota|scroll|cursors?|search after|refine|narrow|too (large|many|far|high|big)|only the first|first [\\d,.]+"
                    + "|(beyond|more than|at most|(greater|less|larger|higher|lower|smaller) than( or equal to)?) [\\d,.]+)\\b");

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

    /** Whether the answer speaks of a window, a limit or a maximum, in words or in the names of codes. */
    static boolean speaksOfACap(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, MOST_OF_A_PAGE), StandardCharsets.UTF_8);
        String words = text.replaceAll("([a-z])([A-Z])", "$1 $2").replaceAll("[_-]+", " ");
        return CAP.matcher(words.toLowerCase(Locale.ROOT)).find();
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
