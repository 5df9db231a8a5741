/**
 * Tables of a database as a destination: a page goes in as one statement, together with a mark that it is there. Knows
 * no Camel.
 */
@NullMarked
package io.pagesync.database;

import org.jspecify.annotations.NullMarked;
