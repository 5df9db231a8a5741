package io.pagesync.paging;

import com.carrotsearch.hppc.LongHashSet;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pagesync.InvalidSettingException;
import io.pagesync.page.Fingerprint;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.read.EndHints;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.template.Placeholder;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Each page says how to ask for the next one: by a link, absolute or relative, or by a cursor that a parameter takes. The
 * last one says nothing, or null. Pages are fetched one after the other; a page's delivery goes on beside the next one's
 * fetch.
 *
 * @param baseUri scheme, host and port of the API: a link leads nowhere else
 * @param asking what takes the cursor; nothing if pages say links
 */
public record NextPages(URI baseUri, Asking asking) implements Paging {
    private static final int LONGEST = 8000;
    /** Some APIs give empty pages in between, while they search. */
    private static final int MOST_EMPTY = 100;

    /** Meant where it is said where a page names the next one. */
    public static final class Style implements PagingStyle {
        @Override
        public boolean isMeantBy(PagingParameters given) {
            return !given.text("next").isEmpty() || given.holds(Placeholder.CURSOR);
        }

        @Override
        public Paging paging(PagingParameters given) {
            if (given.text("next").isEmpty()) {
                throw new InvalidSettingException("the sync " + given.sync() + " has " + Placeholder.CURSOR
                        + ", which takes what a page says of the next; say where that is ("
                        + given.names().parameter("next") + ")");
            }
            return new NextPages(
                    given.baseUri(),
                    given.asking(Placeholder.CURSOR, given.text("cursorParameter"), "cursorParameter"));
        }

        @Override
        public String way(PagingParameters given) {
            return given.way(Placeholder.CURSOR, "next");
        }
    }

    /** Pages whose cursor a parameter of the query takes; none, if they say links. */
    public NextPages(URI baseUri, String path, CollectionQuery query, String cursorParameter) {
        this(baseUri, Asking.by(path, query, Placeholder.CURSOR, cursorParameter));
    }

    @Override
    public CollectionQuery query() {
        return asking.query();
    }

    @Override
    public PageRequest first() {
        return asking.plain(1);
    }

    @Override
    public boolean anyOrder() {
        return false;
    }

    @Override
    public String asksBy() {
        return "next";
    }

    @Override
    public PageSequence begin(Page first, PageFormat format, Naming names, Earlier earlier) {
        // A total of the page's own records, where there is a next one, counts these and no more.
        OptionalLong total = first.total();
        boolean only =
                EndHints.isNothing(Objects.requireNonNullElse(first.envelope().next(), ""));
        boolean believed = only || total.orElse(0) > first.getSize();
        Chain chain = new Chain(believed ? total : OptionalLong.empty(), earlier);
        chain.arrived(first);
        return chain;
    }

    /** The request for a page, by what the page before said. */
    private PageRequest request(int page, String next) {
        if (next.length() > LONGEST) {
            throw invalid(page, "of " + next.length() + " characters, more than " + LONGEST);
        }
        return asking.takes() ? asking.request(page, TextNode.valueOf(next)) : follow(page, next);
    }

    private PageRequest follow(int page, String link) {
        ServerLinks links = new ServerLinks(baseUri);
        PageRequest met = asking.plain(page);
        URI to;
        try {
            to = links.resolve(met.path(), met.query(), link);
        } catch (IllegalArgumentException e) {
            throw invalid(page, "that is no URL; name the parameter that takes it, if it is a cursor");
        }
        return links.request(met, to)
                .orElseThrow(() -> invalid(
                        page,
                        "to another server, " + to.getScheme() + "://" + to.getRawAuthority()
                                + ", which is not followed"));
    }

    private static InvalidPageException invalid(int page, String why) {
        return new InvalidPageException("page " + (page - 1) + " names a next page " + why, false, null);
    }

    /** What each page said of the one behind it, until that is asked for. Guarded by itself. */
    private final class Chain implements PageSequence {
        private static final int UNKNOWN = Integer.MAX_VALUE;

        private final OptionalLong records;
        private final Earlier earlier;
        private final Map<Integer, String> said = new HashMap<>();
        private final LongHashSet followed = new LongHashSet();
        private int empty;
        private int end = UNKNOWN;
        private int lost = UNKNOWN;

        Chain(OptionalLong records, Earlier earlier) {
            this.records = records;
            this.earlier = earlier;
        }

        @Override
        public synchronized OptionalInt pages() {
            return end == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(end);
        }

        @Override
        public OptionalLong records() {
            return records;
        }

        @Override
        public OptionalLong pageSize() {
            return OptionalLong.empty();
        }

        @Override
        public boolean asksBehind() {
            return false;
        }

        @Override
        public synchronized @Nullable PageRequest request(int page) throws InterruptedException {
            if (page == 1) {
                return first();
            }
            while (page <= Math.min(end, lost)) {
                String next = said.containsKey(page - 1) ? said.remove(page - 1) : earlier.nextOf(page - 1);
                if (next == null) {
                    wait();
                } else if (next.isEmpty()) {
                    end = page - 1;
                    notifyAll();
                } else if (empty > MOST_EMPTY) {
                    throw invalid(page, "as did the " + empty + " empty pages before it: no end is in sight");
                } else if (followed.add(Fingerprint.of(next))) {
                    return NextPages.this.request(page, next);
                } else {
                    throw invalid(page, "that another page has named before: the pages go round in a circle");
                }
            }
            return null;
        }

        @Override
        public synchronized void arrived(Page page) {
            String next = next(page);
            empty = page.getSize() == 0 ? empty + 1 : 0;
            // An empty page that names itself, or another that was read, is how some say that there is no more for now.
            if (next.isEmpty() || (empty > 0 && followed.contains(Fingerprint.of(next)))) {
                end = page.getNumber();
            }
            said.put(page.getNumber(), next);
            notifyAll();
        }

        @Override
        public synchronized void lost(int page) {
            lost = Math.min(lost, page);
            notifyAll();
        }

        @Override
        public String next(Page page) {
            String next = page.envelope().next();
            return next == null || EndHints.isNothing(next) ? "" : next;
        }
    }
}
