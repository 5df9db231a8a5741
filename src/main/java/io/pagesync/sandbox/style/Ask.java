package io.pagesync.sandbox.style;

import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.data.Found;
import io.pagesync.sandbox.data.LiveIds;
import org.jspecify.annotations.Nullable;

/**
 * Which page a request asks for.
 *
 * @param from how many records stand in front of it; not looked at where it begins behind a record
 * @param behind the id of the record behind which it begins; null where it is counted from the front
 * @param size how many records it has, where there are as many
 */
public record Ask(long from, @Nullable Long behind, int size) {
    /** The page of a number, from 1 up. */
    public static Ask page(long number, int size) {
        return new Ask((number - 1) * size, null, size);
    }

    /**
     * The page that the parameters {@code page} and {@code per_page} ask for.
     *
     * @param cap the largest page size granted
     * @throws io.pagesync.sandbox.call.RefusedException if they ask for what cannot be
     */
    public static Ask numbered(Call call, int cap) {
        int size = call.parameters().number("per_page", 1, Style.PAGE_SIZE);
        return page(call.parameters().number("page", 1, 1), Math.min(size, cap));
    }

    /** The page that begins behind so many records. */
    public static Ask offset(long from, int size) {
        return new Ask(from, null, size);
    }

    /** The page that begins behind a record; the first one, if that is null. */
    public static Ask behind(@Nullable Long id, int size) {
        return new Ask(0, id, size);
    }

    /**
     * The page among the records it is asked of.
     *
     * @throws io.pagesync.sandbox.call.RefusedException if they are not in an order in which it could be found
     */
    public Slice of(Found found) {
        return new Slice(found, behind == null ? from : found.behind(behind), size);
    }

    /** The number of the page, from 1 up, of a whole collection in the order of its ids. */
    public int page(LiveIds live) {
        long start = behind == null ? from : live.before(behind + 1);
        return (int) Math.min(Integer.MAX_VALUE, start / size + 1);
    }
}
