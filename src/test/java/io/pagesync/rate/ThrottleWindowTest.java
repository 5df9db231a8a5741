package io.pagesync.rate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottleWindowTest {
    @ParameterizedTest
    @CsvSource({
        "1,1,1000",
        "10,10,1000",
        "10000,10000,1000",
        "2.5,5,2000",
        "0.5,1,2000",
        "0.3,1,3333",
        "0.001,1,1000000",
        "1.2,6,5000",
        "1.01,2,1000",
        "99.99,100,1000"
    })
    void of_rate_isTheSmallestWindowOfWholeRequests(double rate, long requests, long millis) {
        assertThat(ThrottleWindow.of(rate)).isEqualTo(new ThrottleWindow(requests, millis));
    }

    @Property
    void of_anyRate_isNeverStricterThanIt(@ForAll @DoubleRange(min = 0.001, max = 10_000) @Scale(3) double rate) {
        ThrottleWindow window = ThrottleWindow.of(rate);
        assertThat(window.requests() * 1000.0 / window.millis()).isGreaterThanOrEqualTo(rate);
        assertThat(window.requests()).isPositive();
    }
}
