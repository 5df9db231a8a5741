/** The management port: what it serves, to whom, within which limits. Knows no Camel, and not what its pages say. */
@NullMarked
package io.pagesync.web;

import org.jspecify.annotations.NullMarked;
