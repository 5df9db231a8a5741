package io.pagesync.cli.progress;

import io.pagesync.api.ApiSettings;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.run.Run;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/** Says when the first run of an API begins what it may ask for, where that is more than a rate or only a part of it. */
public final class BudgetLine {
    private final Consumer<String> tell;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private BudgetLine(Consumer<String> tell) {
        this.tell = tell;
    }

    /** From now on, for each API of a context; once a context, however often it is asked for. */
    public static void watch(CamelContext context, Consumer<String> tell) {
        ContextBean.of(context, BudgetLine.class, () -> {
            BudgetLine line = new BudgetLine(tell);
            OpenRuns.of(context).onOpened(line::begun);
            return line;
        });
    }

    private void begun(Run run) {
        ApiSettings api = run.api().settings();
        boolean worthIt = api.budget().share() < 100 || !api.budget().quotas().isEmpty();
        String text = api.budget().text(api.rateLimit());
        if (worthIt && !text.isEmpty() && told.add(api.name())) {
            tell.accept(api.baseUri().getRawAuthority() + " is asked at the most at " + text);
        }
    }
}
