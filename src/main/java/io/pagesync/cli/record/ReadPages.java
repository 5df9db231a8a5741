package io.pagesync.cli.record;

import io.pagesync.api.CallFailedException;
import io.pagesync.cli.option.FirstPages;
import io.pagesync.page.Page;
import io.pagesync.page.Place;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.PageSequence;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.run.plan.Collection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first pages of a collection.
 *
 * @param collection what they are of
 * @param sequence what the first page says of the others
 * @param pages the pages, at least one
 * @param requests what each was asked for with
 * @param next the request for the page behind them; null if nobody could ask for it
 * @param ended whether they are all, and that was seen behind them
 */
record ReadPages(
        Collection collection,
        PageSequence sequence,
        List<Page> pages,
        List<PageRequest> requests,
        @Nullable PageRequest next,
        boolean ended) {
    /** Reads so many, or as many as there are. */
    static ReadPages of(FirstPages from, int most) {
        Page first = from.first();
        PageSequence sequence = from.plan(first);
        Collection collection = from.collection();
        List<Page> pages = new ArrayList<>(List.of(first));
        List<PageRequest> requests = new ArrayList<>(List.of(from.firstRequest()));
        boolean open = collection.paging().anyOrder() && sequence.pages().isEmpty();
        PageRequest next = FirstPages.request(sequence, 2);
        boolean ended = false;
        while (next != null
                && pages.size() < most
                && pages.size() < sequence.pages().orElse(Integer.MAX_VALUE)) {
            Page page = page(from, sequence, next, open);
            if (page == null) {
                ended = true;
                break;
            }
            pages.add(page);
            requests.add(next);
            next = FirstPages.request(sequence, pages.size() + 1);
        }
        return new ReadPages(collection, sequence, pages, requests, next, ended);
    }

    /** The page; null behind the end, which some APIs show by refusing it. */
    private static @Nullable Page page(FirstPages from, PageSequence sequence, PageRequest request, boolean open) {
        try {
            return from.next(sequence, request);
        } catch (CallFailedException e) {
            if (open && e.status() >= 400 && e.status() < 500) {
                return null;
            }
            throw e;
        }
    }

    /** The request for a page, from 1. */
    PageRequest request(int number) {
        return requests.get(number - 1);
    }

    /** Whether there are more pages, as far as is known. */
    boolean isCut() {
        return sequence.pages().isPresent() ? sequence.pages().getAsInt() > pages.size() : !ended && next != null;
    }

    /** Where the answers say something of the collection. */
    List<Place> places() {
        PageFormat format = collection.format();
        return List.of(format.total(), format.pages(), format.size(), format.next(), format.more());
    }
}
