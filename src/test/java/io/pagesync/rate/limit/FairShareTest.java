package io.pagesync.rate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** How slots are divided. */
final class FairShareTest {
    private static List<Integer> shares(int slots, List<Integer> wanted, long turn) {
        return IntStream.range(0, wanted.size())
                .mapToObj(own -> FairShare.of(slots, wanted, own, turn))
                .toList();
    }

    @Test
    void eachHasWhatItWants_whereThatIsThere() {
        assertThat(shares(10, List.of(1, 0, 9), 3)).containsExactly(1, 0, 9);
        assertThat(shares(10, List.of(3), 3)).containsExactly(3);
        assertThat(shares(0, List.of(3), 3)).containsExactly(0);
    }

    @Test
    void thoseThatWantMore_haveTheSame() {
        assertThat(shares(10, List.of(2, 8, 9), 0)).containsExactly(2, 4, 4);
    }

    @Test
    void whatCannotBeDivided_goesRound() {
        assertThat(shares(1, List.of(5, 5, 5), 0)).containsExactly(1, 0, 0);
        assertThat(shares(1, List.of(5, 5, 5), 1)).containsExactly(0, 1, 0);
        assertThat(shares(1, List.of(5, 5, 5), 2)).containsExactly(0, 0, 1);
        assertThat(shares(5, List.of(1, 5, 5, 5), 1)).containsExactly(1, 1, 2, 1);
    }

    @Property
    void noSlotIsGivenTwice_andNoneIsLeft_thatSomebodyWants(
            @ForAll @IntRange(max = 50) int slots,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 20) Integer> wanted,
            @ForAll @IntRange(max = 1000) int turn) {
        List<Integer> shares = shares(slots, wanted, turn);

        int all = wanted.stream().mapToInt(Integer::intValue).sum();
        assertThat(shares.stream().mapToInt(Integer::intValue).sum()).isEqualTo(Math.min(slots, all));
        for (int i = 0; i < shares.size(); i++) {
            int own = shares.get(i);
            assertThat(own).isLessThanOrEqualTo(wanted.get(i));
            if (own < wanted.get(i)) {
                assertThat(shares).allSatisfy(other -> assertThat(other).isLessThanOrEqualTo(own + 1));
            }
        }
    }
}
