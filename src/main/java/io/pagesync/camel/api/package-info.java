/** What the routes of one API call: permit, attempt, log-in, retry. */
@NullMarked
package io.pagesync.camel.api;

import org.jspecify.annotations.NullMarked;
