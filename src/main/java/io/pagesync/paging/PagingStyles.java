package io.pagesync.paging;

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
        return LISTED.stream()
                .filter(style -> style.isMeantBy(given))
                .findFirst()
                .map(style -> style.paging(given))
                .orElseGet(() -> PageNumbers.of(given));
    }
}
