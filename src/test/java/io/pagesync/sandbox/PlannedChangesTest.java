package io.pagesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.sandbox.data.Change;
import io.pagesync.sandbox.data.Licence;
import io.pagesync.sandbox.data.PackageCollection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannedChangesTest {
    private final PackageCollection collection = new PackageCollection(new Licence("L", "Name", 10), 0, 1);

    @Test
    void next_growAfterTwo_isSeenByTheThird() {
        PlannedChanges turns = new PlannedChanges(collection, List.of(Change.grow(2, 5)));
        assertThat(sizes(turns, 4)).containsExactly(10L, 10L, 15L, 15L);
        assertThat(collection.contains(15)).isTrue();
    }

    @Test
    void next_shrink_deletesTheLowestIds() {
        PlannedChanges turns = new PlannedChanges(collection, List.of(Change.shrink(0, 3)));
        assertThat(turns.next(collection).ids().slice(0, 7)).containsExactly(4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void next_shrinkAtAPosition_deletesThere() {
        PlannedChanges turns =
                new PlannedChanges(collection, List.of(Change.shrink(0, 2).at(8)));
        assertThat(turns.next(collection).ids().slice(0, 8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void next_shrinkMoreThanThereIs_emptiesIt() {
        PlannedChanges turns = new PlannedChanges(collection, List.of(Change.shrink(0, 99)));
        assertThat(turns.next(collection).ids().size()).isZero();
    }

    @Test
    void next_swap_keepsTheTotal() {
        PlannedChanges turns = new PlannedChanges(collection, List.of(Change.swap(1, 1)));
        assertThat(sizes(turns, 2)).containsExactly(10L, 10L);
        assertThat(collection.contains(6)).as("the middle").isFalse();
        assertThat(collection.contains(11)).as("the new one").isTrue();
    }

    @Test
    void next_severalChanges_comeInTheOrderOfTheirTurns() {
        PlannedChanges turns =
                new PlannedChanges(collection, List.of(Change.grow(3, 1), Change.shrink(1, 2), Change.grow(1, 20)));
        assertThat(sizes(turns, 5)).containsExactly(10L, 28L, 28L, 29L, 29L);
    }

    @Test
    void change_impossible_isRefused() {
        assertThatThrownBy(() -> Change.grow(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Change.swap(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Change.shrink(1, 1).at(-2)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<Long> sizes(PlannedChanges turns, int count) {
        return Stream.generate(() -> turns.next(collection).ids().size())
                .limit(count)
                .toList();
    }
}
