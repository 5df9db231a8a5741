package io.pagesync.paging;

import io.pagesync.paging.template.Placeholder;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** All styles of paging. */
public final class PagingStyles {
    private static final List<PagingStyle> LISTED =
            ServiceLoader.load(PagingStyle.class, PagingStyle.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private PagingStyles() {}

    /**
     * How a collection of these parameters is asked for.
     *
     * @throws io.pagesync.InvalidSettingException if the parameters do not fit together
     */
    public static Paging paging(PagingParameters given) {
        List<PagingStyle> meant =
                LISTED.stream().filter(style -> style.isMeantBy(given)).toList();
        List<String> ways =
                new ArrayList<>(meant.stream().map(style -> style.way(given)).toList());
        if (given.holds(Placeholder.PAGE)) {
            ways.add(Placeholder.PAGE.toString());
        }
        if (ways.size() > 1) {
            throw given.severalWays(ways);
        }
        return meant.isEmpty() ? PageNumbers.of(given) : meant.get(0).paging(given);
    }
}
