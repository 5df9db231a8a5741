package io.pagesync.destination;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.page.Page;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One use of a kind's Kamelet with its parameters, which are sound. A value: equal uses in the routes of one run are one
 * destination, so an implementation is a record.
 */
public interface DestinationUse {
    /**
     * Tries whether pages of the collection could be written; leaves nothing behind.
     *
     * @param first its first page, which is tried, too; null if there is none to be had
     * @return what is there, in one clause
     * @throws io.pagesync.PagesyncException if they could not, with the cure
     */
    String check(Collection collection, @Nullable Page first);

    /**
     * The statements that make what it needs, as far as it is not there, for who makes it by hand; none for most kinds.
     *
     * @param first the collection's first page
     */
    default List<String> ddl(Collection collection, Page first) {
        return List.of();
    }

    /**
     * Opens the destination for a run, before the run's first request where the routes tell that it will be needed.
     *
     * @throws DestinationInUseException if it takes one writer at a time, and another has it
     * @throws io.pagesync.PagesyncException if it cannot be opened, with the cure
     */
    Destination open(Run run);

    /**
     * What stands in for the destination in a run that only rehearses: it takes pages as the destination does, leaves nothing
     * behind, and tells at its end what would have become of them. Empty where there is no more to tell than how many there are.
     *
     * @throws io.pagesync.PagesyncException if the destination could not be opened either, with the cure
     */
    default Optional<Destination> rehearse(Run run) {
        return Optional.empty();
    }

    /**
     * What a run has found gone here and left; empty if nothing waits for a person's word.
     *
     * @param run the run's id
     */
    default Optional<Approval> approval(Collection collection, String run) {
        return Optional.empty();
    }

    /**
     * Why one process writes all of a run, in a clause that follows the destination; null if pages of one run may come from
     * several.
     *
     * @param key the fields of the key of the run's records; none if there is no key
     */
    default @Nullable String alone(List<JsonPointer> key) {
        return "takes all pages of a run from one process";
    }

    /** The URI of an endpoint of the host that it sends to on its own, which may hold a secret; empty if there is none. */
    default Optional<String> alsoSendsTo() {
        return Optional.empty();
    }

    /**
     * Sends to that endpoint what runs have left, and will leave, for as long as the host lives, in the background.
     *
     * @param sync the sync's name
     */
    default void serve(String sync) {
        // Most leave nothing.
    }
}
