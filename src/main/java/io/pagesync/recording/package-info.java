/** Recordings: an API's answers as files that people read, edit and review, and which of them answers a request. */
@NullMarked
package io.pagesync.recording;

import org.jspecify.annotations.NullMarked;
