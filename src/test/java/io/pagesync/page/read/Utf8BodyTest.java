package io.pagesync.page.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.page.InvalidPageException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8BodyTest {
    private static final String TEXT = "{\"a\":\"é€😀\"}";

    @Test
    void of_utf8_isTheSameArray() {
        byte[] body = TEXT.getBytes(UTF_8);
        assertThat(Utf8Body.of(body, null)).isSameAs(body);
        assertThat(Utf8Body.of(body, UTF_8)).isSameAs(body);
    }

    @Test
    void of_utf8CalledAscii_isTheSameArray() {
        byte[] body = TEXT.getBytes(UTF_8);
        assertThat(Utf8Body.of(body, StandardCharsets.US_ASCII)).isSameAs(body);
    }

    @Test
    void of_byteOrderMark_isDropped() {
        assertThat(Utf8Body.of(("\uFEFF" + TEXT).getBytes(UTF_8), null)).isEqualTo(TEXT.getBytes(UTF_8));
    }

    @Test
    void of_byteOrderMarkAndAnotherDeclaredCharset_theMarkWins() {
        assertThat(Utf8Body.of(("\uFEFF" + TEXT).getBytes(UTF_8), StandardCharsets.ISO_8859_1))
                .isEqualTo(TEXT.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void of_undeclaredWideCharset_isConverted(String charset) {
        assertThat(Utf8Body.of(TEXT.getBytes(Charset.forName(charset)), null)).isEqualTo(TEXT.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void of_wideCharsetWithMark_isConvertedWithoutIt(String charset) {
        assertThat(Utf8Body.of(("\uFEFF" + TEXT).getBytes(Charset.forName(charset)), null))
                .isEqualTo(TEXT.getBytes(UTF_8));
    }

    @Test
    void of_declaredLatin_isConverted() {
        assertThat(Utf8Body.of("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1))
                .isEqualTo("{\"a\":\"é\"}".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "Shift_JIS", "GBK", "UTF-16", "UTF-16LE", "UTF-32"})
    void of_utf8WithLettersCalledAnythingElse_isTheSameArray(String charset) {
        byte[] body = TEXT.getBytes(UTF_8);
        assertThat(Utf8Body.of(body, Charset.forName(charset))).isSameAs(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32BE"})
    void of_asciiCalledAWideCharset_isTheSameArray(String charset) {
        byte[] body = "{\"a\":1}".getBytes(UTF_8);
        assertThat(Utf8Body.of(body, Charset.forName(charset))).isSameAs(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void of_declaredWideCharset_isConverted(String charset) {
        assertThat(Utf8Body.of(TEXT.getBytes(Charset.forName(charset)), Charset.forName(charset)))
                .isEqualTo(TEXT.getBytes(UTF_8));
    }

    @Test
    void of_declaredCharsetOfEscapes_isConvertedThoughItsBytesAreAscii() {
        Charset charset = Charset.forName("ISO-2022-JP");
        assertThat(Utf8Body.of("{\"a\":\"日本\"}".getBytes(charset), charset))
                .isEqualTo("{\"a\":\"日本\"}".getBytes(UTF_8));
    }

    @Test
    void of_bytesThatAreNotInTheDeclaredCharset_saysSo() {
        assertThatThrownBy(() -> Utf8Body.of(new byte[] {'[', '1', ']', (byte) 0x81}, Charset.forName("Shift_JIS")))
                .isInstanceOf(InvalidPageException.class)
                .hasMessage("the answer is not text in Shift_JIS, which it was said to be");
    }

    @Test
    void of_shortBodies_areLeftAlone() {
        for (String text : new String[] {"", "1", "[]", "[1]"}) {
            assertThat(Utf8Body.of(text.getBytes(UTF_8), null)).isEqualTo(text.getBytes(UTF_8));
        }
    }
}
