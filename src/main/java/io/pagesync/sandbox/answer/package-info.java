/** The sandbox's answers: their form, the limits and log-ins before them, the faults in them. */
@NullMarked
package io.pagesync.sandbox.answer;

import org.jspecify.annotations.NullMarked;
