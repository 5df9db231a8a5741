package io.pagesync.camel.boot;

import io.pagesync.PagesyncException;
import io.pagesync.page.Page;
import io.pagesync.partition.Slice;
import io.pagesync.partition.Slices;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Partitioning;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.camel.CamelContext;

/**
 * What is looked at of a collection: all of it, or the first of its partitions, if it is divided.
 *
 * @param run a run that only looks
 * @param name the partition's name; empty for all of a collection
 * @param all how many partitions there are; empty if that is not known, or there are none
 */
public record FirstPartition(Run run, String name, OptionalLong all) {
    /**
     * That of a collection; where another one lists the partitions, its first page is fetched.
     *
     * @throws PagesyncException if there is none to be had
     */
    public static FirstPartition of(CamelContext context, Collection collection) {
        Partitioning partitioning = collection.partitioning();
        if (partitioning == null) {
            return new FirstPartition(Pipeline.look(context, collection), "", OptionalLong.empty());
        }
        Partitioning.Parent parent = partitioning.parent();
        Slices slices = partitioning.slices();
        if (parent != null) {
            Run list = Pipeline.look(context, parent.list());
            Page page = Pipeline.fetch(context, list, list.partition().firstRequest());
            OptionalLong all = list.plan(page).records();
            Slice first = page.getSize() == 0 ? null : parent.slice(page.record(0));
            if (first == null) {
                throw new PagesyncException(
                        "the list of partitions, " + parent.list().shownUrl() + ", "
                                + (page.getSize() == 0
                                        ? "is empty"
                                        : "has a first record without a value at '" + parent.field() + "'"));
            }
            return of(context, partitioning, first, all);
        }
        if (slices == null) {
            throw new IllegalStateException("partitions come from somewhere");
        }
        Instant now = Instant.now();
        try (Slices.Opened opened = slices.open(now)) {
            Slice first = opened.next();
            if (first == null) {
                throw new PagesyncException("there is no partition");
            }
            return of(context, partitioning, first, slices.count(now));
        }
    }

    private static FirstPartition of(CamelContext context, Partitioning partitioning, Slice first, OptionalLong all) {
        Collection collection = partitioning.collections().apply(first);
        return new FirstPartition(Pipeline.look(context, collection), first.name(), all);
    }
}
