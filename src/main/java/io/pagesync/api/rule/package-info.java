/** What some of an API's answers mean, where they do not mean what HTTP says: rules that a user gives. */
@NullMarked
package io.pagesync.api.rule;

import org.jspecify.annotations.NullMarked;
