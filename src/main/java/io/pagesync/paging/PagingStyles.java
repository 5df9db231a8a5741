package io.pagesync.paging;

import io.pagesync.InvalidSettingException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

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
        List<Paging> meant = LISTED.stream()
                .filter(style -> style.isMeantBy(given))
                .map(style -> style.paging(given))
                .toList();
        if (meant.size() > 1) {
            throw new InvalidSettingException(
                    "the sync " + given.sync() + " says in several ways how its pages are asked for: "
                            + meant.stream()
                                    .map(each -> given.names().parameter(each.asksBy()))
                                    .collect(Collectors.joining(" and "))
                            + "; leave out all but one");
        }
        return meant.isEmpty() ? PageNumbers.of(given) : meant.get(0);
    }
}
