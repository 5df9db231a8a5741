package io.pagesync.cli.remote;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.config.ManagementSettings;
import io.pagesync.settings.Form;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option by which a command is for a {@code pagesync serve} that is running. */
public final class ServeOption {
    private static final String ANY_ADDRESS = "0.0.0.0";

    @Option(
            names = "--serve",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "URL",
            description =
                    "Has a pagesync serve that is running do it, and says what became of it: the one at this URL, or"
                            + " without one that of the settings (pagesync.management.port). Whoever acts needs its token"
                            + " (PAGESYNC_MANAGEMENT_TOKEN).")
    private @Nullable String url;

    /** The process that is to do it; empty if this one is. */
    public Optional<RunningServe> serve(SyncOptions options) {
        String its = url;
        return its == null ? Optional.empty() : Optional.of(at(its, options));
    }

    /** The same where only a running one can do it. */
    RunningServe required(SyncOptions options) {
        return at(url == null ? "" : url, options);
    }

    private static RunningServe at(String url, SyncOptions options) {
        try (Engine engine = Engine.settings(options.overrides())) {
            ManagementSettings settings = engine.settings().management();
            return new RunningServe(url.isEmpty() ? own(settings) : uri(url), settings.token());
        }
    }

    private static URI uri(String url) {
        return Form.URL
                .find(url.replaceFirst("/+$", ""))
                .filter(uri -> uri.getRawQuery() == null && uri.getRawUserInfo() == null)
                .orElseThrow(() -> new InvalidSettingException("what --serve names is no address of a pagesync serve;"
                        + " write it as http://127.0.0.1:9480"));
    }

    private static URI own(ManagementSettings settings) {
        if (settings.port() <= 0) {
            throw new InvalidSettingException("pagesync.management.port is " + (settings.isOff() ? "off" : "0")
                    + ", so nobody knows where serve listens; name its address (--serve URL)");
        }
        String host = settings.host().equals(ANY_ADDRESS) ? "127.0.0.1" : settings.host();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + settings.port());
    }
}
