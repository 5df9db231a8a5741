/** Puts Pagesync into a Camel context: a process of its own, or an application's; its templates, pools and watchers. */
@NullMarked
package io.pagesync.camel.boot;

import org.jspecify.annotations.NullMarked;
