package io.pagesync.paging;

/**
 * A style of paging, as it is found by what a collection's parameters say. The styles are listed in {@code
 * META-INF/services/io.pagesync.paging.PagingStyle}; {@link PageNumbers} is what is meant where none of them is.
 */
public interface PagingStyle {
    /** Whether the parameters mean this style. */
    boolean isMeantBy(PagingParameters given);

    /**
     * How the collection is asked for.
     *
     * @throws io.pagesync.InvalidSettingException if the parameters do not fit together
     */
    Paging paging(PagingParameters given);

    /** What says so, as whoever has described the collection knows it, for messages. */
    default String way(PagingParameters given) {
        return given.names().parameter(paging(given).asksBy());
    }
}
