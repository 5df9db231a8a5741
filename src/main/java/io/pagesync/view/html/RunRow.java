package io.pagesync.view.html;

import io.pagesync.ledger.RunEntry;
import io.pagesync.report.OneLine;
import io.pagesync.report.Times;
import io.pagesync.view.RunFacts;
import java.time.Instant;
import java.util.Locale;

/**
 * A run, as a row of a table or as a bar.
 *
 * @param id its id
 * @param state its verdict, or why it has none
 * @param started when it began
 * @param iso the same for machines
 * @param age how long ago that was
 * @param took how long it took
 * @param records how many records were delivered
 * @param why what the verdict rests on, or what speaks against the run
 * @param text all of that in one line
 */
record RunRow(
        String id,
        Mood.State state,
        String started,
        String iso,
        String age,
        String took,
        String records,
        String why,
        String text) {
    static RunRow of(RunEntry run, Instant now) {
        Mood.State state = Mood.state(RunFacts.state(run).toLowerCase(Locale.ROOT));
        String records = String.format(Locale.ROOT, "%,d", run.done().records());
        String took = Times.length(RunFacts.took(run));
        return new RunRow(
                run.id(),
                state,
                Times.moment(run.started()),
                run.started().toString(),
                Times.age(run.started(), now),
                took,
                records,
                OneLine.of(RunFacts.reason(run, now)),
                Times.moment(run.started()) + ", " + state.text() + ", " + records + " records, " + took);
    }
}
