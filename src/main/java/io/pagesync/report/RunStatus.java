package io.pagesync.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where an open run is, at one moment.
 *
 * @param run the run's id
 * @param sync the sync's name
 * @param verdict what would be said if nothing more came
 * @param plannedPages how many pages there are; null as long as that is not known
 * @param pages how many pages every destination has confirmed
 * @param declaredRecords how many records the first page declared; null if none were, or it is not read yet
 * @param records how many records were delivered
 * @param requests how many requests went out
 * @param retries how many of them were further attempts
 * @param inFlight how many requests of its API are under way, those of other syncs included
 * @param limit the API's limit in requests a second, 0 for none
 * @param pauseLeft how long the API is still to be left alone; zero if it is not
 * @param partitions where its partitions are; null if the collection is not divided
 */
public record RunStatus(
        String run,
        String sync,
        Verdict verdict,
        @Nullable Integer plannedPages,
        int pages,
        @Nullable Long declaredRecords,
        long records,
        long requests,
        long retries,
        int inFlight,
        double limit,
        Duration pauseLeft,
        @Nullable Partitions partitions) {

    /**
     * Numbers of partitions.
     *
     * @param all how many there are; null as long as that is not known
     * @param ended how many have come to their end
     * @param notWhole how many of these not as a whole
     */
    public record Partitions(@Nullable Long all, long ended, long notWhole) {}
}
