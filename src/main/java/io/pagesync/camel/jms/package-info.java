/** Messages to a broker, once a route uses Camel's JMS component. */
@NullMarked
package io.pagesync.camel.jms;

import org.jspecify.annotations.NullMarked;
