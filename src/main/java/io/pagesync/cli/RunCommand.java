package io.pagesync.cli;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.cli.progress.RunWithProgress;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagesync run}: syncs, now. */
@Command(
        name = "run",
        description =
                "Runs syncs now, one after the other, with progress, verdict and exit code (of several the worst).",
        footerHeading = "%nExamples:%n",
        footer = {"  pagesync run packages", "  pagesync run packages --dry-run --set licence=C11-0000002-LIC"})
final class RunCommand extends BaseCommand {
    @Parameters(arity = "1..*", paramLabel = "SYNC", description = "The syncs' names: the ids of their routes.")
    private List<String> syncs = List.of();

    @Option(names = "--dry-run", description = "Fetches everything, delivers nothing.")
    private boolean dryRun;

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try (Engine engine =
                Engine.application(options.overrides(), sentence -> err().println("pagesync: " + sentence))) {
            Syncs all = Syncs.of(engine.context());
            syncs.forEach(all::get);
            all.setDryRun(dryRun);
            int worst = 0;
            for (String sync : syncs) {
                worst = worse(worst, new RunWithProgress(engine.context(), output, err()).run(sync));
                if (worst > 100) {
                    return worst;
                }
            }
            return worst;
        }
    }

    /** From best to worst: complete, changed meanwhile, missing, failed; an interruption before all. */
    static int worse(int a, int b) {
        List<Integer> order = List.of(0, 3, 4, 5, 1, 2, 130, 143);
        return order.indexOf(a) >= order.indexOf(b) ? a : b;
    }
}
