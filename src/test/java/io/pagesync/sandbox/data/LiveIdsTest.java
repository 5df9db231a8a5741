package io.pagesync.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LiveIdsTest {
    @Test
    void slice_nothingDeleted_isTheSpan() {
        LiveIds ids = LiveIds.span(100, 10);
        assertThat(ids.slice(0, 10)).isEqualTo(LongStream.range(100, 110).toArray());
        assertThat(ids.slice(3, 3)).isEmpty();
    }

    @Test
    void slice_deletedAtBothEnds_skipsThem() {
        LiveIds ids = LiveIds.span(1, 6).without(1, 2, 4, 6);
        assertThat(ids.size()).isEqualTo(2);
        assertThat(ids.slice(0, 2)).containsExactly(3, 5);
    }

    @Test
    void without_unknownOrTwice_changesNothing() {
        LiveIds ids = LiveIds.span(1, 3).without(2);
        assertThat(ids.without(2)).isSameAs(ids);
        assertThat(ids.without(0, 4)).isSameAs(ids);
        assertThat(ids.without(3, 3).size()).isEqualTo(1);
    }

    @Test
    void grown_afterDeletingTheLast_usesNoIdAgain() {
        LiveIds ids = LiveIds.span(1, 3).without(3).grown(1);
        assertThat(ids.slice(0, ids.size())).containsExactly(1, 2, 4);
    }

    @Test
    void anyHistory_agreesWithASet() {
        Random random = new Random(7);
        TreeSet<Long> expected = new TreeSet<>(LongStream.range(50, 350).boxed().toList());
        LiveIds ids = LiveIds.span(50, 300);
        long next = 350;
        for (int step = 0; step < 400; step++) {
            if (random.nextInt(4) == 0) {
                ids = ids.grown(1);
                expected.add(next++);
            } else {
                long id = 45L + random.nextInt(400);
                ids = ids.without(id);
                expected.remove(id);
            }
            long[] all = expected.stream().mapToLong(Long::longValue).toArray();
            assertThat(ids.slice(0, ids.size())).isEqualTo(all);
            int from = random.nextInt(all.length);
            assertThat(ids.at(from)).isEqualTo(all[from]);
            assertThat(ids.before(all[from])).isEqualTo(from);
            assertThat(ids.contains(all[from])).isTrue();
            int to = Math.min(all.length, from + 20);
            assertThat(ids.slice(from, to)).isEqualTo(Arrays.copyOfRange(all, from, to));
        }
    }
}
