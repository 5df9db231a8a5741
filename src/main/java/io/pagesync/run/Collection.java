package io.pagesync.run;

import io.pagesync.InvalidSettingException;
import io.pagesync.config.Naming;
import io.pagesync.page.PageFormat;
import io.pagesync.paging.PageQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * A collection as a sync loads it.
 *
 * @param sync the sync's name
 * @param api the API's name
 * @param url the collection's URL without its query, for messages
 * @param path the encoded path below the API's base URL, with its leading slash
 * @param query how one asks for a page
 * @param format where an answer keeps what
 * @param scope what makes the collection this one and no other
 * @param batchSize how many pages go out in a wave; 0 means all in one
 * @param order in which order pages are handed on
 * @param verify which evidence is asked for
 * @param onPageFailure what follows when a page fails for good
 * @param gather what the run answers with
 * @param names how whoever has described it names its parameters
 */
public record Collection(
        String sync,
        String api,
        String url,
        String path,
        PageQuery query,
        PageFormat format,
        Scope scope,
        int batchSize,
        Order order,
        Verify verify,
        OnPageFailure onPageFailure,
        Gather gather,
        Naming names) {

    /** Checks what does not go together. */
    public Collection {
        if (verify == Verify.BRACKETED && format.key().isEmpty()) {
            throw new InvalidSettingException(
                    "verify is bracketed, which compares keys, but no key is named; name one, such as id ("
                            + names.parameter("key") + ")");
        }
        if (batchSize < 0) {
            throw new InvalidSettingException(
                    names.given(sync, "batchSize", batchSize + "") + "; it must be 0 (one wave) or more");
        }
    }

    /** A collection without a scope, named as files name it. */
    public Collection(
            String sync,
            String api,
            String url,
            String path,
            PageQuery query,
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
                path,
                query,
                format,
                Scope.NONE,
                batchSize,
                order,
                verify,
                onPageFailure,
                gather,
                Naming.ofFiles(api));
    }

    /** What a run of it proves when it is COMPLETE. */
    List<String> evidence() {
        List<String> evidence = new ArrayList<>(List.of("counted"));
        if (!format.key().isEmpty()) {
            evidence.add("unique keys");
        }
        if (verify == Verify.BRACKETED) {
            evidence.add("bracketed");
        }
        return evidence;
    }

    /** In which order pages are handed on. */
    public enum Order {
        /** As they arrive. */
        ARRIVAL,
        /** By page number; a worker waits its turn. */
        PAGE
    }

    /** Which evidence is asked for. */
    public enum Verify {
        /** Pages agree, records add up, keys are unique. */
        COUNTED,
        /** Also: first and last page hold the same keys before and after all others. */
        BRACKETED
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
