/** The commands on the runs that the ledger knows of: what became of them, and what is to become of them. */
@NullMarked
package io.pagesync.cli.history;

import org.jspecify.annotations.NullMarked;
