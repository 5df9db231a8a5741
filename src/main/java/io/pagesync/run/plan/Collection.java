package io.pagesync.run.plan;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.credential.SafeUrl;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.Paging;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.settings.Naming;
import org.jspecify.annotations.Nullable;

/**
 * A collection as a sync loads it.
 *
 * @param sync the sync's name
 * @param api the API's name
 * @param url the collection's URL without its query, for messages
 * @param query its own parameters, the same for each page
 * @param paging how one asks for its pages
 * @param format where an answer keeps what
 * @param scope what makes the collection this one and no other
 * @param batchSize how many pages go out in a wave; 0 means all in one
 * @param order in which order pages are handed on
 * @param checking what is looked at, to know whether all of it was got
 * @param onPageFailure what follows when a page fails for good
 * @param gather what the run answers with
 * @param names how whoever has described it names its parameters
 * @param partitioning how it is divided; null if it is loaded as one
 * @param incremental how it is asked only for what has changed; null if it is not
 */
public record Collection(
        String sync,
        String api,
        String url,
        CollectionQuery query,
        Paging paging,
        PageFormat format,
        Scope scope,
        int batchSize,
        Order order,
        Checking checking,
        OnPageFailure onPageFailure,
        Gather gather,
        Naming names,
        @Nullable Partitioning partitioning,
        @Nullable Incremental incremental) {

    /** Checks what does not go together. */
    public Collection {
        if (checking.verify() != Verify.COUNTED && format.key().isEmpty() && !checking.seeksKey()) {
            throw new InvalidSettingException("verify is " + (checking.bracketed() ? "bracketed" : "confirmed")
                    + ", which compares keys, but the key is none; name one, such as id (" + names.parameter("key")
                    + ")");
        }
        if (checking.bracketed() && !paging.anyOrder()) {
            throw new InvalidSettingException(
                    "verify is bracketed, which reads the last page before all others, but here"
                            + " each page says how to ask for the next; leave it at counted ("
                            + names.parameter("verify") + ")");
        }
        if (checking.bracketed() && format.endIsUnknown()) {
            throw new InvalidSettingException(
                    "verify is bracketed, which reads the last page before all others, but here"
                            + " nobody says which that is; leave it at counted (" + names.parameter("verify") + ")");
        }
        requireEffect(format, paging, names);
        if (batchSize < 0) {
            throw new InvalidSettingException(
                    names.given(sync, "batchSize", batchSize + "") + "; it must be 0 (one wave) or more");
        }
    }

    /** What would have no effect is a mistake. */
    private static void requireEffect(PageFormat format, Paging paging, Naming names) {
        if (!format.memberName().isEmpty() && format.recordsAre() != PageFormat.RecordsAre.MEMBERS) {
            throw new InvalidSettingException("the records are no members whose name could be kept in a field '"
                    + format.memberName() + "' (" + names.parameter("memberName") + "); say that they are members ("
                    + names.parameter("recordsAre") + ")");
        }
        if (!format.pages().isNone() && !paging.anyOrder()) {
            throw new InvalidSettingException(
                    "a number of pages at '" + format.pages() + "' (" + names.parameter("pages")
                            + ") helps only where pages are asked for by number or offset; leave it out, or leave out "
                            + names.parameter("next"));
        }
        if (!format.more().isNone() && paging.anyOrder() && !format.endIsUnknown()) {
            throw new InvalidSettingException(
                    "whether there is more, at '" + format.more() + "' (" + names.parameter("more")
                            + "), is looked at only where no total says so; say that there is none ("
                            + names.parameter("total") + "), or leave it out");
        }
    }

    /** A collection without a scope, named as files name it. */
    public Collection(
            String sync,
            String api,
            String url,
            CollectionQuery query,
            Paging paging,
            PageFormat format,
            int batchSize,
            Order order,
            Verify verify,
            OnPageFailure onPageFailure,
            Gather gather) {
        this(
                sync,
                api,
                url,
                query,
                paging,
                format,
                Scope.NONE,
                batchSize,
                order,
                new Checking(verify, true, End.CHECKED, OnDrift.STOP, 0, Sorted.UNKNOWN),
                onPageFailure,
                gather,
                Naming.ofFiles(api),
                null,
                null);
    }

    /** The same with another scope. */
    public Collection withScope(Scope other) {
        return with(other, incremental);
    }

    /** The same, asked only for what has changed. */
    public Collection withIncremental(Incremental other) {
        return with(scope, other);
    }

    private Collection with(Scope itsScope, @Nullable Incremental its) {
        return new Collection(
                sync,
                api,
                url,
                query,
                paging,
                format,
                itsScope,
                batchSize,
                order,
                checking,
                onPageFailure,
                gather,
                names,
                partitioning,
                its);
    }

    /**
     * The collection's URL as it may be shown, without the parameters that change from page to page; with placeholders for
     * those that change from partition to partition.
     */
    public String shownUrl() {
        String shown = SafeUrl.of(url, query.text());
        return partitioning == null ? shown : shown.replace("%7B", "{").replace("%7D", "}");
    }

    /** In which order pages are handed on. */
    public enum Order {
        /** As they arrive. */
        ARRIVAL,
        /** By page number; a worker waits its turn. */
        PAGE
    }

    /**
     * What is looked at, to know whether all of it was got.
     *
     * @param verify which evidence is asked for
     * @param seeksKey whether a key is looked for in the first page, where none is named
     * @param end whether the end is looked at
     * @param onDrift what follows a sign after which it is no use to go on
     * @param repairPasses how often what failed or changed is read again at the most
     * @param sorted what is known of the order of records
     */
    public record Checking(Verify verify, boolean seeksKey, End end, OnDrift onDrift, int repairPasses, Sorted sorted) {
        /** Whether all of it is read twice. */
        public boolean confirmed() {
            return verify == Verify.CONFIRMED;
        }

        /** Whether first and last page are read before and after all others. */
        public boolean bracketed() {
            return verify == Verify.BRACKETED;
        }
    }

    /** What is known of the order of a collection's records. */
    public enum Sorted {
        /** Nothing. */
        UNKNOWN,
        /** They are sorted by a key that never changes, and new records have a higher one than all that are there. */
        GROWING
    }

    /** Whether the end of the collection is looked at. */
    public enum End {
        /** The page behind the last one is read where the last one is full. */
        CHECKED,
        /** It is where the API says. */
        DECLARED
    }

    /** What follows a sign that the API does not page as it is asked. */
    public enum OnDrift {
        /** Nothing new is started. */
        STOP,
        /** The other pages are loaded all the same. */
        CONTINUE
    }

    /** Which evidence is asked for. */
    public enum Verify {
        /** Pages agree, records add up, keys are unique. */
        COUNTED,
        /** Also: first and last page hold the same keys before and after all others. */
        BRACKETED,
        /** All of it is read twice, and the keys are the same. */
        CONFIRMED
    }

    /** What follows when a page fails for good. */
    public enum OnPageFailure {
        /** Nothing new is started. */
        STOP,
        /** The other pages are loaded all the same. */
        CONTINUE
    }

    /** What the run answers with. */
    public enum Gather {
        /** Its report; pages are delivered and forgotten. */
        REPORT,
        /** All pages, in order. */
        PAGES,
        /** All records, in the order of their pages. */
        RECORDS
    }
}
