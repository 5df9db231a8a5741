package io.pagesync.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CollectionOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://h/v2/items?a=1&b=2 https://h /v2/items a=1&b=2",
                "https://h:8443/items https://h:8443 /items ''",
                "http://h http://h / ''",
                "http://h?a=1 http://h / a=1",
                "http://h/?a=1#top http://h / a=1",
                "http://h/p#a?b=1 http://h /p ''",
                "http://[::1]:8080/x http://[::1]:8080 /x ''",
                "http://h:/x http://h /x ''",
                "http://h:080/x http://h:80 /x ''",
                "https://h/a%20b%2Fc/ https://h /a%20b%2Fc/ ''",
                "https://h/x?a=b?c https://h /x a=b?c",
                "https://h/x?f=in(1,2)&n=5 https://h /x f=in(1,2%29&n=5",
                "https://h/x?q={{a}} https://h /x q=%7B%7Ba%7D%7D",
                "https://h//x https://h //x ''",
                "https://h/p/{page}?n={size} https://h /p/{page} n={size}",
                "https://h/%7Bid%7D/{id} https://h /%7Bid%7D/{id} ''"
            })
    void url_isTakenApart(String url, String base, String path, String query) {
        CollectionOptions options = parse(url);
        assertThat(options.baseUri()).hasToString(base);
        assertThat(options.parameters("load", "load"))
                .containsEntry("path", path)
                .containsEntry("query", query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"items", "/items", "ftp://h/x", "https:///x", "file:/etc/passwd", "h:80/x", "https:h/x", ""})
    void url_thatIsNoneOfAnApi_isRefusedWithTheForm(String url) {
        assertThatThrownBy(() -> parse(url).baseUri())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageEndingWith("is no URL of an API; write it as https://host/path?query, in quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"htps://h/x?token=s3cr3t", "h/x?token=s3cr3t", "user:s3cr3t@h/x"})
    void url_thatIsNoneAndHoldsASecret_isRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> parse(url).baseUri())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void url_withUserAndPassword_isRefusedWithoutShowingThem() {
        assertThatThrownBy(() -> parse("https://me:s3cr3t@h/x").baseUri())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("--header-env Authorization=VAR")
                .hasMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/a b", "https://h/a|b", "https://h/{1}", "https://h/%zz"})
    void url_characterThatMustBeEncoded_isRefused(String url) {
        assertThatThrownBy(() -> parse(url).baseUri())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("the URL has a character that must be encoded in its path: ");
    }

    @Test
    void parameters_noOptions_areTheDefaults() {
        Map<String, String> parameters = parse("https://h/x").parameters("load", "t3");
        assertThat(parameters)
                .containsEntry("name", "load")
                .containsEntry("api", "t3")
                .containsEntry("pageParameter", "page")
                .containsEntry("sizeParameter", "pageSize")
                .containsEntry("pageSize", "0")
                .containsEntry("firstPage", "1")
                .containsEntry("records", "/data")
                .containsEntry("total", "/total")
                .containsEntry("size", "/pageSize")
                .containsEntry("key", "");
    }

    @Test
    void parameters_options_areTaken() {
        CollectionOptions options = parse(
                "https://h/x",
                "--page-param",
                "_page",
                "--size-param",
                "_per",
                "--page-size",
                "50",
                "--first-page",
                "0",
                "--records",
                "",
                "--total",
                "/n",
                "--size",
                "/s",
                "--key",
                "id");
        assertThat(options.parameters("load", "load"))
                .containsEntry("pageParameter", "_page")
                .containsEntry("sizeParameter", "_per")
                .containsEntry("pageSize", "50")
                .containsEntry("firstPage", "0")
                .containsEntry("records", "")
                .containsEntry("total", "/n")
                .containsEntry("size", "/s")
                .containsEntry("key", "id");
    }

    private static CollectionOptions parse(String... arguments) {
        return CommandLine.populateCommand(new CollectionOptions(), arguments);
    }
}
