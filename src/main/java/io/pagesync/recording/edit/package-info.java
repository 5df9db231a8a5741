/** What becomes of answers before they are recorded: fields masked, and what they tell of pages that are left out. */
@NullMarked
package io.pagesync.recording.edit;

import org.jspecify.annotations.NullMarked;
