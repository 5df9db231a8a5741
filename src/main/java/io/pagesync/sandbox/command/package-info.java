/** The commands of the sandbox's jar: the sandbox, the demo, the training run. */
@NullMarked
package io.pagesync.sandbox.command;

import org.jspecify.annotations.NullMarked;
