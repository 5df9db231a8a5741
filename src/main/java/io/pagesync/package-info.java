/**
 * Pagesync: every page of a paginated REST API, in parallel, exactly at the rate it allows. This package holds the
 * family of errors; who may use whom among the packages below is checked by {@code ArchitectureTest}.
 */
@NullMarked
package io.pagesync;

import org.jspecify.annotations.NullMarked;
