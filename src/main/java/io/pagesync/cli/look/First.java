package io.pagesync.cli.look;

import io.pagesync.page.Page;
import io.pagesync.run.plan.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a sync loads first.
 *
 * @param collection the collection; of one in partitions, the first
 * @param page its first page; null where there is none to be had
 */
record First(Collection collection, @Nullable Page page) {}
