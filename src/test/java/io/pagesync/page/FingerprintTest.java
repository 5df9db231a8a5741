package io.pagesync.page;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void take_twice_beginsAnew() {
        Fingerprint fingerprint = new Fingerprint();
        byte[] bytes = {1, 2, 3};
        long first = fingerprint.add(bytes, 0, 3).take();
        assertThat(fingerprint.add(bytes, 0, 3).take()).isEqualTo(first);
    }

    @Property(tries = 500)
    void take_inPieces_isThatOfTheWhole(
            @ForAll @Size(min = 1, max = 50) byte[] bytes, @ForAll @IntRange(max = 49) int at) {
        int cut = at % bytes.length;
        long whole = new Fingerprint().add(bytes, 0, bytes.length).take();
        long pieces = new Fingerprint()
                .add(bytes, 0, cut)
                .add(bytes[cut])
                .add(bytes, cut + 1, bytes.length)
                .take();
        assertThat(pieces).isEqualTo(whole);
    }

    @Property(tries = 2000)
    void take_differenceWithin64Bits_differs(
            @ForAll @Size(min = 16, max = 64) byte[] bytes,
            @ForAll long difference,
            @ForAll @IntRange(max = 55) int at) {
        if (difference == 0) {
            return;
        }
        byte[] other = bytes.clone();
        int from = at % (bytes.length - 7);
        for (int i = 0; i < 8; i++) {
            other[from + i] ^= (byte) (difference >>> (8 * i));
        }
        assertThat(new Fingerprint().add(other, 0, other.length).take())
                .isNotEqualTo(new Fingerprint().add(bytes, 0, bytes.length).take());
    }
}
