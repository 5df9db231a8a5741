/** How messages get to a broker of ActiveMQ Artemis: what is set, and the connections. Knows no Camel. */
@NullMarked
package io.pagesync.jms;

import org.jspecify.annotations.NullMarked;
