/** One pass over a collection: its ledger, its evidence, its verdict and its report. Knows no Camel. */
@NullMarked
package io.pagesync.run;

import org.jspecify.annotations.NullMarked;
