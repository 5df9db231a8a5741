package io.pagesync.work;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.PagesyncException;
import io.pagesync.page.Envelope;
import io.pagesync.page.Json;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.page.WholeNumber;
import io.pagesync.partition.Slice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page that the owner of a run asks another process for, with what that has to know of the first page to ask the API for it.
 * It goes as JSON of a few hundred bytes, and holds neither a URL nor a record; of a partition, its values.
 *
 * @param sync the sync's name
 * @param run the run's id
 * @param epoch that of the run's lease: it is void once somebody else has that
 * @param slice what it is a page of, where the collection is divided; null if it is not
 * @param page its number, 2 or more
 * @param size how many records the first page of all of that holds
 * @param total the total that the first page declares, a whole number; null if it declares none
 * @param pages the number of pages that it declares, likewise
 * @param pageSize the page size that it declares, likewise
 * @param key the fields of the key of records, as JSON pointers; none if there is no key
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PageTask(
        String sync,
        String run,
        int epoch,
        @Nullable TaskSlice slice,
        int page,
        int size,
        @Nullable String total,
        @Nullable String pages,
        @Nullable String pageSize,
        List<String> key) {
    /** Copies the key. */
    public PageTask {
        key = List.copyOf(key);
    }

    /**
     * That of the first page, from which {@link #of} makes those of all others; empty where what it says of their number is a
     * text, such as a link, that cannot be told as a number.
     *
     * @param slice what it is the first page of; null if the collection is not divided
     * @param key the fields of the key of records, as they are known now
     */
    public static Optional<PageTask> first(
            String sync, String run, int epoch, @Nullable Slice slice, Page first, List<JsonPointer> key) {
        Envelope said = first.envelope();
        return isPlain(said.total()) && isPlain(said.pages()) && isPlain(said.size())
                ? Optional.of(new PageTask(
                        sync,
                        run,
                        epoch,
                        slice == null ? null : TaskSlice.of(slice),
                        1,
                        first.getSize(),
                        said.total(),
                        said.pages(),
                        said.size(),
                        key.stream().map(JsonPointer::toString).toList()))
                : Optional.empty();
    }

    private static boolean isPlain(@Nullable String text) {
        return text == null || text.equals("null") || WholeNumber.parse(text).isPresent();
    }

    /** The same of another page. */
    public PageTask of(int number) {
        return new PageTask(sync, run, epoch, slice, number, size, total, pages, pageSize, key);
    }

    /** The name of its partition; empty if the collection is not divided. */
    public String partition() {
        return slice == null ? "" : slice.name();
    }

    /** What is told of the first page. */
    public Page firstPage() {
        Envelope said = new Envelope(total, pages, pageSize, null, null, null, null, null);
        return Page.told(1, size, said, PageKeys.NONE, 0, false);
    }

    /** The fields of the key of records. */
    public List<JsonPointer> keyFields() {
        return key.stream().map(JsonPointer::compile).toList();
    }

    /** As it is sent. */
    public String toJson() {
        try {
            return Json.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One that was sent.
     *
     * @throws PagesyncException if it is none
     */
    public static PageTask of(String json) {
        try {
            PageTask task = Json.MAPPER.readValue(json, PageTask.class);
            if (task.page < 2 || task.size < 0) {
                throw new PagesyncException("a message of the queue of pages asks for no page");
            }
            return task;
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw new PagesyncException("a message of the queue of pages is none of this version's; it is left out", e);
        }
    }
}
