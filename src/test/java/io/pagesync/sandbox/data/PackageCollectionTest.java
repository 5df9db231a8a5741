package io.pagesync.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackageCollectionTest {
    private final PackageCollection collection = new PackageCollection(new Licence("L", "Name", 1_000), 1, 1);

    @Test
    void ids_ofTheSecondLicence_areNotThoseOfTheFirst() {
        assertThat(collection.idAt(0)).isEqualTo(1_000_000_001L);
        assertThat(collection.idAt(999)).isEqualTo(1_000_001_000L);
    }

    @Test
    void delete_live_thenAgain_isTrueOnce() {
        assertThat(collection.delete(1_000_000_500L)).isTrue();
        assertThat(collection.delete(1_000_000_500L)).isFalse();
        assertThat(collection.total()).isEqualTo(999);
    }

    @Test
    void create_returnsTheFirstNewId() {
        assertThat(collection.create(3)).isEqualTo(1_000_001_001L);
        assertThat(collection.create(1)).isEqualTo(1_000_001_004L);
        assertThat(collection.total()).isEqualTo(1_004);
    }

    @Test
    void deleteAt_acrossTheEnd_saysHowMany() {
        assertThat(collection.deleteAt(990, 20)).isEqualTo(10);
        assertThat(collection.deleteAt(5_000, 1)).isZero();
    }

    @Test
    void idAt_outside_isRefused() {
        assertThatThrownBy(() -> collection.idAt(1_000)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> collection.idAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void create_negativeOrBeyondTheLicencesIds_isRefused() {
        assertThatThrownBy(() -> collection.create(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> collection.create(999_999_999)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changes_fromManyThreads_areAllThere() {
        List<Boolean> deleted = IntStream.range(0, 1_000)
                .parallel()
                .mapToObj(i -> {
                    collection.create(1);
                    return collection.delete(1_000_000_001L + i);
                })
                .toList();
        assertThat(deleted).containsOnly(true);
        assertThat(collection.total()).isEqualTo(1_000);
        assertThat(collection.idAt(0)).isEqualTo(1_000_001_001L);
    }
}
