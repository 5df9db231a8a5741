package io.pagesync.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyChoiceTest {
    private static final URI API = URI.create("https://api.example.com");

    @Test
    void of_nothingNamed_isNone() {
        assertThat(ProxyChoice.of(null, API, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://proxy:3128", "proxy:3128"})
    void of_option_isTakenWhateverTheEnvironmentSays(String option) {
        assertThat(ProxyChoice.of(option, API, Map.of("https_proxy", "http://other:1", "no_proxy", "*")))
                .hasValue(URI.create("http://proxy:3128"));
    }

    @Test
    void of_emptyOption_isNone() {
        assertThat(ProxyChoice.of("", API, Map.of("https_proxy", "http://other:1")))
                .isEmpty();
    }

    @Test
    void of_optionWithPassword_isRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> ProxyChoice.of("http://user:hunter2@proxy:3128", API, Map.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://proxy:1", "socks5://proxy:1", "http://", "http://:3128", "a b", "://"})
    void of_noHttpProxy_isRefused(String option) {
        assertThatThrownBy(() -> ProxyChoice.of(option, API, Map.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageEndingWith("write it as http://host:port");
    }

    @ParameterizedTest
    @CsvSource({"https_proxy,https", "HTTPS_PROXY,https", "http_proxy,http", "HTTP_PROXY,http"})
    void of_environment_byTheSchemeOfTheApi(String variable, String scheme) {
        assertThat(ProxyChoice.of(null, URI.create(scheme + "://h"), Map.of(variable, "http://proxy:1")))
                .hasValue(URI.create("http://proxy:1"));
    }

    @Test
    void of_environmentOfTheOtherScheme_isNone() {
        assertThat(ProxyChoice.of(null, API, Map.of("http_proxy", "http://proxy:1")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "api.example.com",
                "example.com",
                ".example.com",
                "*.example.com",
                "API.EXAMPLE.COM",
                "other, example.com ",
                ",,example.com"
            })
    void of_hostInNoProxy_isNone(String noProxy) {
        assertThat(ProxyChoice.of(null, API, Map.of("https_proxy", "http://proxy:1", "NO_PROXY", noProxy)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ample.com", "example.org", "x.api.example.com", "com.example.api"})
    void of_otherHostsInNoProxy_isTheProxy(String noProxy) {
        assertThat(ProxyChoice.of(null, API, Map.of("https_proxy", "http://proxy:1", "no_proxy", noProxy)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1", "http://127.0.0.1", "http://LOCALHOST", "http://[::1]:80"})
    void of_thisMachine_isNone(URI api) {
        assertThat(ProxyChoice.of(null, api, Map.of("http_proxy", "http://proxy:1")))
                .isEmpty();
    }
}
