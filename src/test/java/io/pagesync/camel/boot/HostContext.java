package io.pagesync.camel.boot;

import io.pagesync.camel.context.OpenRuns;
import io.pagesync.report.RunReport;
import io.pagesync.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.sqlite.SQLiteDataSource;

/** Somebody else's Camel context, made without anything of ours; what is ours gets in by itself. */
public final class HostContext implements AutoCloseable {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Properties settings = new Properties();
    private final List<RunReport> reports = new CopyOnWriteArrayList<>();

    /** With the sandbox as API t3, no limit, one attempt. */
    public static HostContext of(Sandbox sandbox) {
        return new HostContext()
                .set("pagesync.api.t3.base-url", sandbox.baseUri().toString())
                .set("pagesync.api.t3.rate-limit", "0")
                .set("pagesync.api.t3.attempts", "1");
    }

    public HostContext set(String setting, String value) {
        settings.setProperty(setting, value);
        return this;
    }

    public HostContext dataSource(String name, Path file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        context.getRegistry().bind(name, source);
        return this;
    }

    /** Beans that the context has beside those of its own registry. */
    public HostContext beans(BeanRepository beans) {
        context.getCamelContextExtension().setRegistry(new DefaultRegistry(beans));
        return this;
    }

    public HostContext routes(String name, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name + ".camel.yaml", yaml));
        return this;
    }

    public HostContext start() {
        context.getPropertiesComponent().setInitialProperties(settings);
        OpenRuns.of(context).onClosed(reports::add);
        context.start();
        return this;
    }

    public CamelContext context() {
        return context;
    }

    /** Of the runs that have ended. */
    public List<RunReport> reports() {
        return reports;
    }

    @Override
    public void close() {
        context.stop();
    }
}
