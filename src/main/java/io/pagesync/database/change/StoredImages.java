package io.pagesync.database.change;

import io.pagesync.database.row.Row;
import io.pagesync.database.row.RowBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a table has under the keys of a batch. */
final class StoredImages {
    private final boolean[] there;
    private final @Nullable RowImage[] rows;

    StoredImages(int size) {
        there = new boolean[size];
        rows = new @Nullable RowImage[size];
    }

    /** A row is there; its image is null if it is marked as deleted. */
    void add(int number, @Nullable RowImage image) {
        there[number] = true;
        rows[number] = image;
    }

    /** The row with the key of one of the batch's; null if there is none, or it is marked as deleted. */
    @Nullable
    RowImage row(int number) {
        return rows[number];
    }

    /** The batch's rows whose keys are not there. */
    List<Row> absent(RowBatch batch) {
        return some(batch, false);
    }

    /** The batch's rows whose keys are there. */
    List<Row> present(RowBatch batch) {
        return some(batch, true);
    }

    private List<Row> some(RowBatch batch, boolean which) {
        List<Row> some = new ArrayList<>();
        for (int i = 0; i < there.length; i++) {
            if (there[i] == which) {
                some.add(batch.row(i));
            }
        }
        return some;
    }
}
