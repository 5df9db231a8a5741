package io.pagesync.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormTest {
    private enum Word {
        ONE,
        TWO_PARTS
    }

    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "30s,PT30S",
        "30,PT30S",
        "5m,PT5M",
        "2h,PT2H",
        "1d,PT24H",
        "365d,PT8760H",
        "' 1s ',PT1S",
        "0,PT0S"
    })
    void time_numberAndUnit_isThatLong(String text, Duration length) {
        assertThat(Form.TIME.find(text)).hasValue(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "s", "-1s", "1.5s", "5M", "1 s", "1m30s", "366d", "999999999h", "PT5M", "five", "1\u0663s"})
    void time_anythingElse_isRefusedWithExamples(String text) {
        assertThatThrownBy(() -> Form.TIME.read("max-pause", text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("max-pause is '" + text
                        + "'; it must be a length of time from 0s to 365d, such as 500ms, 30s, 5m, 2h or 1d");
    }

    @Test
    void time_belowItsShortest_isRefused() {
        assertThat(Form.time("1s").find("1000ms")).hasValue(Duration.ofSeconds(1));
        assertThat(Form.time("1s").find("999ms")).isEmpty();
        assertThat(Form.time("1s").right()).startsWith("a length of time from 1s to 365d");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "10,10", "0.5,0.5", "' 2.5 ',2.5", "0.3333333333333333,0.3333333333333333"})
    void number_digitsAndPoint_isThat(String text, double number) {
        assertThat(Form.NUMBER.find(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e3", "NaN", "10d", "0x10", "1,5", ".5", "5.", "9999999999"})
    void number_anythingElse_isNone(String text) {
        assertThat(Form.NUMBER.find(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "100,100", "' 7 ',7", "007,7"})
    void integer_inItsRange_isThat(String text, int number) {
        assertThat(Form.integer(1, 100).find(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "101", "-1", "+5", "5.0", "9999999999", "99999999999", "ten"})
    void integer_anythingElse_isNone(String text) {
        assertThat(Form.integer(1, 100).find(text)).isEmpty();
    }

    @Test
    void flag_isTrueOrFalseAndNothingElse() {
        assertThat(Form.FLAG.find(" true ")).hasValue(true);
        assertThat(Form.FLAG.find("false")).hasValue(false);
        assertThat(Form.FLAG.find("yes")).isEmpty();
    }

    @Test
    void word_isOneOfATypesInLowerCase() {
        assertThat(Form.word(Word.class).find("two-parts")).hasValue(Word.TWO_PARTS);
        assertThat(Form.word(Word.class).find("TWO_PARTS")).isEmpty();
        assertThat(Form.word(Word.class).right()).isEqualTo("one of one, two-parts");
    }

    @Test
    void url_ofHttp_isThat() {
        assertThat(Form.URL.find("https://api.example.com/v2")).hasValue(URI.create("https://api.example.com/v2"));
        assertThat(Form.URL_WITH_QUERY.find("http://h/token?realm=x")).isPresent();
        assertThat(Form.PROXY.find("http://proxy:3128")).isPresent();
        assertThat(Form.PROXY.find("https://proxy:3128")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:hush@h/",
                "https://me:hu^sh@h/",
                "https://hush@h/?a=b",
                "https://h/?key=hush",
                "https://h/#hush",
                "ftp://me:hush@h"
            })
    void url_thatIsNone_isRefusedWithoutWhatMayBeASecret(String text) {
        assertThatThrownBy(() -> Form.URL.read("base-url", text))
                .hasMessageStartingWith("base-url is '")
                .hasMessageEndingWith(
                        "it must be a URL such as https://api.example.com, without user, password and query")
                .hasMessageNotContaining("hush");
    }

    @Test
    void form_narrowed_takesLessAndSaysSo() {
        Form<Double> rate = Form.NUMBER.where(number -> number <= 5, "5 at the most");

        assertThat(rate.find("5")).hasValue(5.0);
        assertThatThrownBy(() -> rate.read("rate", "6")).hasMessage("rate is '6'; it must be 5 at the most");
        assertThatThrownBy(() -> rate.read("rate", "six")).hasMessage("rate is 'six'; it must be 5 at the most");
    }
}
