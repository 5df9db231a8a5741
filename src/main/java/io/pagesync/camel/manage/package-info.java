/** The management port of a process of ours: how syncs stand, the web page and the REST interface, and what they do. */
@NullMarked
package io.pagesync.camel.manage;

import org.jspecify.annotations.NullMarked;
