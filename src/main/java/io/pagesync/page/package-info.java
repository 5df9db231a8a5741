/** One answer of an API as the bytes that arrived: finding its records, its totals and its keys. Knows no Camel. */
@NullMarked
package io.pagesync.page;

import org.jspecify.annotations.NullMarked;
