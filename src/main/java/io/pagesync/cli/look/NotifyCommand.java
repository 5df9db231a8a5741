package io.pagesync.cli.look;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.context.StartErrors;
import io.pagesync.camel.operate.Events;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import org.apache.camel.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagesync notify --test}: whether events arrive. */
@Command(
        name = "notify",
        description =
                "Sends a test event through the route that begins with direct:pagesync-events, and says whether it"
                        + " was passed on.")
public final class NotifyCommand extends BaseCommand {
    @Mixin
    private SyncOptions options = new SyncOptions();

    @Option(names = "--test", required = true, description = "Sends the event test; there is no other.")
    void setTest(boolean test) {
        // Nothing else can be asked for.
    }

    @Override
    public Integer call() {
        try (Engine engine = Engine.idle(options.overrides())) {
            Events events = Events.of(engine.context());
            if (!events.hasListener()) {
                throw new InvalidSettingException("no route begins with " + Events.ENDPOINT
                        + "; copy one from routes/notify/ to routes/ and adapt it");
            }
            try {
                startInside(engine);
                events.test();
            } catch (Exception e) {
                throw StartErrors.of("the test event", e);
            }
            err().println("pagesync: the test event was passed on");
            return 0;
        }
    }

    /** The routes that take events within the process; none that takes anything from elsewhere. */
    private static void startInside(Engine engine) throws Exception {
        for (Route route : engine.context().getRoutes()) {
            String from = route.getEndpoint().getEndpointUri();
            boolean ours = route.getRouteId().startsWith("pagesync-");
            if (!ours && (from.startsWith("direct:") || from.startsWith("direct://") || from.startsWith("seda:"))) {
                engine.context().getRouteController().startRoute(route.getRouteId());
            }
        }
    }
}
