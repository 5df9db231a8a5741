package io.pagesync.camel.operate;

import io.pagesync.api.Api;
import io.pagesync.camel.api.Apis;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.report.RunReport;
import io.pagesync.report.RunStatus;
import io.pagesync.run.Run;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The syncs and APIs of a context in the JVM's MBean server, from now on until the context stops. */
final class ManagedBeans extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedBeans.class);

    private final CamelContext context;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Map<ObjectName, Object> registered = new ConcurrentHashMap<>();
    private final Map<String, RunReport> last = new ConcurrentHashMap<>();

    private ManagedBeans(CamelContext context) {
        this.context = context;
    }

    /** Registers them; nothing where the MBean server does not let it, which the log says. */
    static void register(CamelContext context) {
        ManagedBeans beans = new ManagedBeans(context);
        try {
            context.addService(beans);
        } catch (Exception e) {
            throw new IllegalStateException("the MBeans of Pagesync cannot be begun", e);
        }
        Syncs syncs = Syncs.of(context);
        syncs.named().forEach(sync -> beans.sync(sync.name()));
        Apis.of(context).all().forEach(api -> beans.add("Api", api.settings().name(), new OfApi(api)));
        OpenRuns.of(context).onOpened(run -> {
            if (!syncs.isGiven(run.collection().sync())) {
                beans.sync(run.collection().sync());
            }
        });
        OpenRuns.of(context).onClosed(report -> beans.last.put(report.sync(), report));
        OpenRuns.of(context).onApproved(report -> beans.last.put(report.sync(), report));
    }

    private void sync(String name) {
        add("Sync", name, new OfSync(name));
    }

    private void add(String type, String name, Object bean) {
        try {
            ObjectName its = name(type, name);
            if (registered.putIfAbsent(its, bean) == null) {
                server.registerMBean(bean, its);
            }
        } catch (JMException | SecurityException e) {
            LOG.warn("{} {} is not shown by JMX: {}", type, name, e.getMessage());
        }
    }

    private ObjectName name(String type, String name) throws MalformedObjectNameException {
        return new ObjectName("io.pagesync:type=" + type + ",context=" + ObjectName.quote(context.getName()) + ",name="
                + ObjectName.quote(name));
    }

    @Override
    protected void doStop() {
        for (ObjectName each : registered.keySet()) {
            try {
                server.unregisterMBean(each);
            } catch (JMException e) {
                LOG.debug("{} was not registered", each);
            }
        }
        registered.clear();
    }

    private final class OfSync implements SyncMXBean {
        private final String name;

        OfSync(String name) {
            this.name = name;
        }

        private Optional<RunStatus> open() {
            return OpenRuns.of(context).ofSync(name).map(Run::status);
        }

        private Optional<RunReport> ended() {
            return Optional.ofNullable(last.get(name));
        }

        @Override
        public boolean isRunning() {
            return open().isPresent();
        }

        @Override
        public @Nullable String getRun() {
            return open().map(RunStatus::run).orElse(null);
        }

        @Override
        public int getPages() {
            return open().map(RunStatus::pages).orElse(0);
        }

        @Override
        public int getPlannedPages() {
            return open().map(RunStatus::plannedPages).orElse(-1);
        }

        @Override
        public long getRecords() {
            return open().map(RunStatus::records).orElse(0L);
        }

        @Override
        public long getRequests() {
            return open().map(RunStatus::requests).orElse(0L);
        }

        @Override
        public @Nullable String getLastRun() {
            return ended().map(RunReport::run).orElse(null);
        }

        @Override
        public @Nullable String getLastVerdict() {
            return ended().map(report -> report.verdict().name()).orElse(null);
        }

        @Override
        public @Nullable String getLastStarted() {
            return ended().map(report -> report.started().toString()).orElse(null);
        }

        @Override
        public double getLastSeconds() {
            return ended().map(RunReport::seconds).orElse(0.0);
        }

        @Override
        public long getLastRecords() {
            return ended().map(report -> report.records().delivered()).orElse(0L);
        }
    }

    private static final class OfApi implements ApiMXBean {
        private final Api api;

        OfApi(Api api) {
            this.api = api;
        }

        @Override
        public String getLimit() {
            return api.settings().budget().text(api.settings().rateLimit());
        }

        @Override
        public int getConcurrency() {
            return api.settings().concurrency();
        }

        @Override
        public int getInFlight() {
            return api.inFlight();
        }

        @Override
        public double getPausedForSeconds() {
            return api.pace().pauseLeft().toMillis() / 1000.0;
        }
    }
}
