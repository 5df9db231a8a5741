/** For the tests of users' syncs, on JUnit 5: an API that serves recorded or made-up pages, and a sync that is run against it. */
@NullMarked
package io.pagesync.test;

import org.jspecify.annotations.NullMarked;
