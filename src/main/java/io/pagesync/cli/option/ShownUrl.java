package io.pagesync.cli.option;

import io.pagesync.api.credential.SafeUrl;
import io.pagesync.api.credential.Secret;

/** A URL, or what somebody wrote where one belongs, fit to be shown: no user, no password, no secret in its query. */
public final class ShownUrl {
    private ShownUrl() {}

    public static String of(String text) {
        int query = text.indexOf('?');
        String front = query < 0 ? text : text.substring(0, query);
        int path = front.indexOf('/', front.contains("://") ? front.indexOf("://") + 3 : 0);
        int at = front.lastIndexOf('@', path < 0 ? front.length() : path);
        if (at >= 0) {
            int scheme = front.indexOf("://");
            front = (scheme < 0 ? "" : front.substring(0, scheme + 3)) + Secret.MASK + front.substring(at);
        }
        return SafeUrl.of(front, query < 0 ? "" : text.substring(query + 1));
    }
}
