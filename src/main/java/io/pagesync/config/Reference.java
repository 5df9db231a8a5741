package io.pagesync.config;

import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;

/** The reference of all settings, in Markdown: {@code docs/settings.md}. */
public final class Reference {
    private Reference() {}

    /** The whole page. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
            # Settings

            Settings stand in `config/application.properties`; `application-<profile>.properties` beside it goes before
            it (`camel.main.profile = prod`), and environment variables before both: `pagesync.api.t3.rate-limit` is
            `PAGESYNC_API_T3_RATE_LIMIT`. Unknown and impossible settings stop the start, with one sentence each.
            `pagesync config` prints every effective setting and where it comes from.

            What a type takes is the same for every setting, parameter and option:

            | type | takes |
            |---|---|
            | time | `500ms`, `30s`, `5m`, `2h`, `1d`; a bare number is seconds; at most `365d` |
            | integer | a whole number |
            | number | 0 or more, with a decimal point where need be: `10`, `2.5` |
            | true or false | `true` or `false` |
            | word | one of those named, in lower case |
            | limits | `5000/h, 100000/day, 900/15min`: how many in which length of time; `s`, `min`, `h`, `day` |
            | percentage | `1%` to `100%` |
            | rules | `status 409: retry; /error/code = RATE: wait 30s`: conditions with `and` between them, a colon, what the answer means; see [architecture.md](architecture.md#an-answer-and-what-it-means) |
            | URL | http or https, without user and password |

            This page is made from the declarations in `io.pagesync.config.Catalog`.
            """);
        for (Section section : Catalog.SECTIONS) {
            page.append("\n## ").append(section.meaning()).append("\n\n");
            page.append("| setting | type | default | meaning |\n|---|---|---|---|\n");
            for (Setting<?> setting : section.settings()) {
                page.append("| `")
                        .append(section.prefix())
                        .append(setting.name())
                        .append("` | ")
                        .append(setting.form().type())
                        .append(" | ")
                        .append(setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`")
                        .append(" | ")
                        .append(setting.meaning())
                        .append(" |\n");
            }
        }
        return page.toString();
    }
}
