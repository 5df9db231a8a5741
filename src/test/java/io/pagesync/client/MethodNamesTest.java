package io.pagesync.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.NotAuthenticatedException;
import io.pagesync.camel.sync.CollectionDeclarations;
import io.pagesync.config.Catalog;
import io.pagesync.settings.Naming;
import io.pagesync.settings.Setting;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What errors name to a program is a method that it can call. */
final class MethodNamesTest {
    private final Naming names = MethodNames.INSTANCE;

    static Stream<String> settings() {
        return Catalog.SECTIONS.get(1).settings().stream().map(Setting::name);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_isNamedByAMethodThatIsThere(String setting) {
        assertThat(methods(PagesyncClient.class, PagesyncClient.Builder.class))
                .contains(method(names.setting(setting)));
    }

    static Stream<String> parameters() {
        return CollectionDeclarations.list().stream().map(Setting::name);
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void parameter_isNamedByAMethodThatIsThere(String parameter) {
        assertThat(methods(PagesyncClient.class, CollectionLoad.class)).contains(method(names.parameter(parameter)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-pause | soon | set(\"max-pause\", ...) is 'soon'; it must be a length of time from 0s to 365d",
                "concurrency | 0 | concurrency(...) is '0'; it must be a whole number from 1 to 1000",
                "base-url | ftp://h | at(...) is 'ftp://h'; it must be a URL such as"
            })
    void setting_thatCannotBe_isRefusedByItsMethod(String setting, String value, String sentence) {
        assertThatThrownBy(() -> PagesyncClient.at("http://localhost")
                        .set(setting, value)
                        .open())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void secret_thatIsMissing_isAskedForByItsMethods() {
        assertThatThrownBy(() -> PagesyncClient.at("http://localhost")
                        .name("t3")
                        .set("auth.type", "bearer")
                        .environment(Map.of())
                        .open())
                .isInstanceOf(NotAuthenticatedException.class)
                .hasMessage("secret(\"auth.token\", ...) is needed; put it into the environment variable"
                        + " PAGESYNC_API_T3_AUTH_TOKEN, or name a file that holds it: set(\"auth.token-file\", ...)");
    }

    @Test
    void rateLimit_withManyDecimals_isTaken() {
        assertThatCode(() -> PagesyncClient.at("http://localhost")
                        .rateLimit(1 / 3.0)
                        .open()
                        .close())
                .doesNotThrowAnyException();
    }

    private static Stream<String> methods(Class<?>... types) {
        return Arrays.stream(types)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .map(Method::getName);
    }

    private static String method(String named) {
        return named.replaceFirst("\\(.*", "");
    }
}
