package io.pagesync.view.html;

import io.pagesync.ledger.FailedPage;
import io.pagesync.ledger.PartitionEntry;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunHistory.PageBlock;
import io.pagesync.report.FailureLines.Line;
import io.pagesync.report.OneLine;
import io.pagesync.report.Summary;
import io.pagesync.report.Times;
import io.pagesync.settings.QueryEncoding;
import io.pagesync.view.RefusedFacts;
import io.pagesync.view.RunDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run.
 *
 * @param frame what is around
 * @param id its id
 * @param sync the sync's name
 * @param path the sync's path below {@code /syncs/}
 * @param state its verdict, or why it has none
 * @param facts what the ledger has of it, line by line
 * @param live where it is now; null unless it is open in this process
 * @param report its report, line by line; empty as long as it has not ended
 * @param cells its pages in blocks, or its partitions
 * @param grid what the cells are, in words; empty if there are none
 * @param partitions its partitions; empty if its collection was not divided
 * @param failed the pages that failed
 * @param refused the records that destinations refused
 * @param may what somebody who has logged in may do with it
 */
public record RunPage(
        Frame frame,
        String id,
        String sync,
        String path,
        Mood.State state,
        List<Line> facts,
        @Nullable LivePanel live,
        List<Line> report,
        List<Cell> cells,
        String grid,
        Table<PartitionRow> partitions,
        Table<FailedPage> failed,
        Table<RefusedFacts> refused,
        May may) {

    /** Whether it has a report. */
    boolean ended() {
        return !report.isEmpty();
    }

    /**
     * What may be done with a run.
     *
     * @param stop whether it is open in this process
     * @param retry whether the rest of it may be loaded
     * @param refused whether its refused records may be delivered
     * @param approve whether deletes wait for a person's word
     */
    public record May(boolean stop, boolean retry, boolean refused, boolean approve) {
        /** What somebody may do who has not logged in. */
        public static final May NOTHING = new May(false, false, false, false);

        /** Whether any of it may be done. */
        boolean any() {
            return stop || retry || refused || approve;
        }
    }

    /** A part of the grid: how it is drawn, and what it stands for. */
    record Cell(String kind, String text) {}

    /** Rows, as far as they are shown. */
    record Table<T>(List<T> rows, boolean any, boolean more) {
        static <T> Table<T> of(List<T> rows, int most) {
            return new Table<>(rows.subList(0, Math.min(most, rows.size())), !rows.isEmpty(), rows.size() > most);
        }
    }

    /** A partition. */
    record PartitionRow(String name, Mood.State state, String records, String pages) {}

    /** So many rows of a table are shown. */
    private static final int MOST_ROWS = 100;

    /** The page of a run at this moment. */
    static RunPage of(Frame frame, RunEntry run, RunDetails details, May may, Instant now) {
        RunRow row = RunRow.of(run, now);
        boolean divided = !details.partitions().isEmpty();
        List<Cell> cells = divided
                ? details.partitions().stream().map(RunPage::cell).toList()
                : details.pages().stream().map(RunPage::cell).toList();
        int block = details.pages().isEmpty() ? 1 : details.pages().get(0).pages();
        String each = divided ? "a partition" : block == 1 ? "a page" : block + " pages";
        return new RunPage(
                frame,
                run.id(),
                run.sync(),
                QueryEncoding.of(run.sync()),
                row.state(),
                facts(run, now),
                details.live() == null ? null : LivePanel.of(details.live()),
                details.report() == null ? List.of() : Summary.lines(details.report()),
                cells,
                cells.isEmpty() ? "" : "Each square is " + each + ".",
                Table.of(details.partitions().stream().map(RunPage::row).toList(), MOST_ROWS),
                Table.of(details.failedPages(), MOST_ROWS),
                Table.of(details.refused(), MOST_ROWS),
                may);
    }

    private static List<Line> facts(RunEntry run, Instant now) {
        List<Line> facts = new ArrayList<>();
        facts.add(new Line("Collection", run.url()));
        facts.add(new Line("Started", Times.moment(run.started()) + ", " + Times.age(run.started(), now)));
        facts.add(new Line(
                run.state() == RunEntry.State.ENDED ? "Ended" : "Last sign of life",
                Times.moment(run.seen()) + ", " + Times.age(run.seen(), now)));
        facts.add(new Line("Run by", run.owner()));
        if (run.attempts() > 1) {
            facts.add(new Line("Attempts", run.attempts() + ", one after the other"));
        }
        facts.add(new Line(
                "Done",
                Summary.count(run.done().records(), "record", "records") + " in "
                        + Summary.count(run.done().pages(), "page", "pages")));
        return facts;
    }

    private static Cell cell(PageBlock block) {
        int last = block.first() + block.pages() - 1;
        String pages = block.pages() == 1 ? "page " + last : "pages " + block.first() + " to " + last;
        String some = block.pages() == 1 ? "" : block.done() + " ";
        if (block.failed() > 0) {
            return new Cell("f", pages + ": " + (block.pages() == 1 ? "" : block.failed() + " ") + "failed");
        }
        if (block.refused() > 0) {
            return new Cell("r", pages + ": records refused");
        }
        if (block.done() == 0) {
            return new Cell("n", pages + ": not delivered");
        }
        return new Cell(block.done() < block.pages() ? "p" : "d", pages + ": " + some + "delivered");
    }

    private static Cell cell(PartitionEntry partition) {
        if (partition.verdict() == null) {
            return new Cell(partition.done().pages() == 0 ? "n" : "p", OneLine.of(partition.name()) + ": not ended");
        }
        String kind = partition.verdict().whole() ? "d" : "f";
        return new Cell(kind, OneLine.of(partition.name()) + ": " + partition.verdict());
    }

    private static PartitionRow row(PartitionEntry partition) {
        return new PartitionRow(
                OneLine.of(partition.name()),
                Mood.state(
                        partition.verdict() == null
                                ? ""
                                : partition.verdict().toString().toLowerCase(Locale.ROOT)),
                of(partition.done().records(), partition.records()),
                of(partition.done().pages(), partition.pages()));
    }

    private static String of(long done, @Nullable Number all) {
        return all == null
                ? String.format(Locale.ROOT, "%,d", done)
                : String.format(Locale.ROOT, "%,d of %,d", done, all.longValue());
    }
}
