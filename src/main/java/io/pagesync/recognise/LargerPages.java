package io.pagesync.recognise;

import io.pagesync.page.PageCap;
import io.pagesync.page.look.RawAnswer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks whether an API gives larger pages than it gave: at the same rate that is as many times as fast. */
public final class LargerPages {
    private static final int WANTED = 500;

    private final Asked asked;
    private final String parameter;
    private final int size;

    private LargerPages(Asked asked, String parameter, int size) {
        this.asked = asked;
        this.parameter = parameter;
        this.size = size;
    }

    /**
     * What to look for; empty where it is not known what asks for a page size, or pages are as large as that, or there is
     * no more than one.
     *
     * @param parameters the collection's parameters, as they were recognised
     */
    public static Optional<LargerPages> of(Asked asked, RawAnswer first, Map<String, String> parameters) {
        Optional<Sample> sample = Sample.of(asked, first);
        String parameter = parameters.getOrDefault("sizeParameter", "");
        int size = sample.map(Sample::size).orElse(0);
        boolean known = !parameter.equals("pageSize")
                || !asked.query().values(parameter).isEmpty()
                || sample.flatMap(each -> each.value("/pageSize")).isPresent();
        boolean all = sample.filter(Count::hasAll).isPresent();
        return known && size > 0 && size < WANTED && !all && !parameter.isEmpty()
                ? Optional.of(new LargerPages(asked, parameter, size))
                : Optional.empty();
    }

    /** The query that asks for larger pages. */
    public String query() {
        return asked.with(parameter, Integer.toString(WANTED));
    }

    /**
     * A page size that the API grants, larger than what it gives unasked.
     *
     * @param pageSize what to ask for
     * @param chosen whether somebody has asked for the smaller pages, who is not overruled
     * @param text the same in one clause
     */
    public record Granted(int pageSize, boolean chosen, String text) {}

    /** What the API gave then; empty if no more than before. */
    public Optional<Granted> granted(RawAnswer larger) {
        Optional<Sample> its = larger.status() >= 400 ? Optional.empty() : Sample.of(asked, larger);
        int now = its.map(Sample::size).orElse(0);
        if (now <= size) {
            return Optional.empty();
        }
        // Fewer than were asked for are the API's most, or all there are.
        boolean most =
                now < WANTED && PageCap.maybe(now) && its.filter(Count::hasAll).isEmpty();
        int pageSize = most ? now : WANTED;
        boolean chosen = !asked.query().values(parameter).isEmpty() || asked.isGiven("pageSize");
        return Optional.of(new Granted(
                pageSize,
                chosen,
                String.format(
                        Locale.ROOT,
                        "%d a page; the API gives %d with %s=%d: %s times as fast at the same rate (pageSize: %d%s)",
                        size,
                        now,
                        parameter,
                        WANTED,
                        now % size == 0
                                ? Integer.toString(now / size)
                                : String.format(Locale.ROOT, "%.1f", (double) now / size),
                        pageSize,
                        chosen ? "" : ", which the sync asks for")));
    }
}
