package io.pagesync.camel.watch;

import io.pagesync.camel.context.RunProperty;
import io.pagesync.run.Delivery;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.processor.WireTapProcessor;
import org.apache.camel.spi.InterceptStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Follows a page into a wire tap from the moment when it is tapped. The tap's thread may begin, and fail, when the page's
 * steps and its whole run have ended: then nobody would hear of it.
 */
public final class TapFollower implements InterceptStrategy {
    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor nextTarget) {
        // Behind another strategy's wrapper, the tap itself is the next one.
        if ((nextTarget == null ? target : nextTarget) instanceof WireTapProcessor tap) {
            Processor theirs = tap.getOnPrepare();
            tap.setOnPrepare(tapped -> {
                if (theirs != null) {
                    theirs.process(tapped);
                }
                Delivery delivery = RunProperty.delivery(tapped);
                if (delivery != null) {
                    DeliveryEnd.follow(tapped, delivery);
                }
            });
        }
        return target;
    }
}
