/** What may be asked of an API beside its rate, and how much is to be asked still. */
@NullMarked
package io.pagesync.api.budget;

import org.jspecify.annotations.NullMarked;
