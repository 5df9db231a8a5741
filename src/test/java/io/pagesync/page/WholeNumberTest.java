package io.pagesync.page;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumberTest {
    @Property(tries = 300)
    void parse_anyLong_isRead(@ForAll @LongRange(max = Long.MAX_VALUE) long number) {
        assertThat(WholeNumber.parse(Long.toString(number))).hasValue(number);
    }

    @ParameterizedTest
    @CsvSource({
        "25,25",
        "' 25 ',25",
        "25.0,25",
        "2.5e1,25",
        "+25,25",
        "'1,095',1095",
        "'12,345',12345",
        "'1,234,567',1234567",
        "0,0",
        "-0,0",
        "0.00,0",
        "9223372036854775807,9223372036854775807"
    })
    void parse_wholeNumberInAnyNotation_isRead(String text, long number) {
        assertThat(WholeNumber.parse(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "25.5",
                "1e-1",
                "9223372036854775808",
                "1e19",
                "1e999999999",
                "1e-999999999",
                "1e99999999999",
                "0x10",
                "NaN",
                "Infinity",
                "1234,567",
                "12,34",
                "1,2345",
                ",345",
                "12 345",
                "many",
                "null",
                "true",
                "an object",
                "1_000",
                "00000000000000000000000000000000000000000"
            })
    void parse_anythingElse_isEmpty(String text) {
        assertThat(WholeNumber.parse(text)).isEmpty();
    }
}
