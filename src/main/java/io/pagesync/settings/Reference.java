package io.pagesync.settings;

/** The reference of all settings, in Markdown: {@code docs/settings.md}. */
public final class Reference {
    private Reference() {}

    /** The whole page. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Settings

                Settings stand in `config/application.properties`; `application-<profile>.properties` beside it goes before
                it (`camel.main.profile = prod`), and environment variables before both: `pagesync.api.t3.rate-limit` is
                `PAGESYNC_API_T3_RATE_LIMIT`. An unknown or impossible setting stops the start with one sentence.
                `pagesync config` prints every effective setting and where it comes from. Lengths of time are written
                `500ms`, `30s`, `5m`, `2h`.

                This page is made from the declarations in `io.pagesync.settings.Catalog`.
                """);
        for (Section section : Catalog.SECTIONS) {
            page.append("\n## ").append(section.meaning()).append("\n\n");
            page.append("| setting | type | default | meaning |\n|---|---|---|---|\n");
            for (Setting setting : section.settings()) {
                page.append("| `")
                        .append(section.prefix())
                        .append(setting.name())
                        .append("` | ")
                        .append(setting.type())
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
