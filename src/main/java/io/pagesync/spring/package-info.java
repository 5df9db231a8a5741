/** What a Spring Boot application finds by itself: its settings become ours. Loaded only by Spring. */
@NullMarked
package io.pagesync.spring;

import org.jspecify.annotations.NullMarked;
