package io.pagesync.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.page.Page;
import io.pagesync.page.Place;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageFormat.RecordsAre;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.settings.Naming;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Pages of two records each, whose number nobody tells. */
class OpenPagesTest {
    private static final String NO_PAGE = "HTTP 404";

    private static PageFormat format(boolean declared) {
        return new PageFormat(
                PageFormat.pointer("data"),
                RecordsAre.ELEMENTS,
                "",
                Place.NONE,
                Place.NONE,
                Place.of("size"),
                Place.NONE,
                Place.of("more"),
                declared,
                PageFormat.key("id"));
    }

    private static Page page(int number, int... ids) {
        List<String> records = new ArrayList<>();
        for (int id : ids) {
            records.add("{\"id\":" + id + "}");
        }
        return PageReader.read(
                number,
                ("{\"data\":[" + String.join(",", records) + "]}").getBytes(StandardCharsets.UTF_8),
                null,
                format(false));
    }

    private static Page emptyPage(int number, boolean more) {
        return PageReader.read(
                number, ("{\"more\":" + more + ",\"data\":[]}").getBytes(StandardCharsets.UTF_8), null, format(false));
    }

    private static PageSequence begin(boolean declared, long askedSize, Page first) {
        return new PageNumbers("/items", new CollectionQuery(List.of()), "page", 1, askedSize)
                .begin(first, format(declared), Naming.ofFiles("t3"), Paging.Earlier.NOTHING);
    }

    private final PageSequence pages = begin(false, 0, page(1, 1, 2));

    @Test
    void pages_asLongAsNothingShowsTheEnd_areNotKnown() throws InterruptedException {
        assertThat(pages.arrived(page(2, 3, 4))).isTrue();
        assertThat(pages.pages()).isEmpty();
        assertThat(pages.request(77)).isEqualTo(new PageRequest(77, "/items", "page=77"));
        assertThat(pages.asksBehind()).isFalse();
        assertThat(pages.ending()).isNull();
    }

    @Test
    void arrived_emptyPage_isVoidAndTheEnd() throws InterruptedException {
        pages.arrived(page(2, 3, 4));

        assertThat(pages.arrived(page(4))).isFalse();
        assertThat(pages.reach()).isEqualTo(5);
        assertThat(pages.arrived(page(3))).isFalse();
        assertThat(pages.pages()).hasValue(2);
        assertThat(pages.request(3)).isNull();
        assertThat(pages.ending()).isEqualTo("end seen");
        assertThat(pages.doubts()).isEmpty();
    }

    @Test
    void arrived_emptyPage_isTheEndOnceTheOneBehindItHasShownNothingEither() throws InterruptedException {
        pages.arrived(page(2));

        assertThat(pages.pages()).isEmpty();
        assertThat(pages.reach()).isEqualTo(3);
        assertThat(pages.request(3)).isNotNull();
        assertThat(pages.request(4)).isNull();

        pages.arrived(page(3));

        assertThat(pages.pages()).hasValue(1);
        assertThat(pages.reach()).isEqualTo(1);
        assertThat(pages.request(3)).isNull();
        assertThat(pages.ending()).isEqualTo("end seen");
    }

    @Test
    void refused_behindAnEmptyPage_showsTheEnd() {
        pages.arrived(page(2));
        pages.refused(3, NO_PAGE, false);

        assertThat(pages.pages()).hasValue(1);
        assertThat(pages.ending()).isEqualTo("end seen");
        assertThat(pages.doubts()).isEmpty();
    }

    @Test
    void lost_behindAnEmptyPage_leavesTheEndAndIsSaid() {
        pages.lost(3);
        pages.arrived(page(2));

        assertThat(pages.pages()).hasValue(1);
        assertThat(pages.ending()).isEqualTo("end seen (page 3 could not be read)");
    }

    @Test
    void arrived_emptyPageOfWhichTheApiOrTheUserSaysThatItIsTheEnd_needsNoOther() {
        PageSequence declared = begin(true, 0, page(1, 1, 2));
        declared.arrived(page(2));
        pages.arrived(emptyPage(2, false));

        assertThat(declared.pages()).hasValue(1);
        assertThat(pages.pages()).hasValue(1);
    }

    @Test
    void arrived_emptyPageThatSaysThatThereIsMore_isADoubt() {
        pages.arrived(emptyPage(2, true));
        pages.arrived(page(3));

        assertThat(pages.doubts())
                .containsExactly("page 2 is empty, but says at '/more' that there is more; if you know that this is the"
                        + " end, say that it is declared (parameter end)");
    }

    @Test
    void arrived_pageThatRepeatsOneThatCameBehindIt_leavesEachRecordOnce() {
        pages.arrived(page(2, 3, 4));

        assertThat(pages.arrived(page(4, 5))).isTrue();
        assertThat(pages.arrived(page(3, 5))).isFalse();
        assertThat(pages.arrived(page(5, 5))).isFalse();
        assertThat(pages.pages()).hasValue(3);
        assertThat(pages.doubts()).isEmpty();
    }

    @Test
    void arrived_recordsBehindTheEnd_countAndAreADoubt() {
        pages.arrived(page(2));

        assertThat(pages.arrived(page(3, 5, 6))).isTrue();
        assertThat(pages.pages()).hasValue(2);
        assertThat(pages.doubts()).containsExactly("page 3 holds records, although page 2 is empty");
    }

    @Test
    void arrived_secondPageLikeTheFirst_isADoubtUnlessThatIsVisiblyShort() {
        pages.arrived(page(2, 1, 2));
        PageSequence asked = begin(false, 10, page(1, 1, 2));
        asked.arrived(page(2, 1, 2));

        assertThat(pages.doubts())
                .containsExactly(
                        "page 2 holds the same records as page 1: does the API know the parameter by which it is"
                                + " asked? (parameter pageParameter)");
        assertThat(asked.doubts()).isEmpty();
        assertThat(asked.pages()).hasValue(1);
    }

    @Test
    void arrived_repeatsWhereRecordsMayRepeat_areADoubtUnlessTheEndIsBelieved() {
        Page first = PageReader.again(page(1, 1, 2), format(false).withKey(List.of()));
        List<String> doubts = new ArrayList<>();
        for (boolean declared : new boolean[] {false, true}) {
            PageSequence alike = new PageNumbers("/items", new CollectionQuery(List.of()), "page", 1)
                    .begin(first, format(declared).withKey(List.of()), Naming.ofFiles("t3"), Paging.Earlier.NOTHING);
            alike.arrived(PageReader.again(page(2, 3, 4), format(false).withKey(List.of())));
            alike.arrived(PageReader.again(page(3, 3, 4), format(false).withKey(List.of())));
            doubts.addAll(alike.doubts());
        }

        assertThat(doubts)
                .containsExactly(
                        "page 3 is the same as page 2, which shows no end where records may repeat"
                                + " (parameter key); if you know that this is the end, say that it is declared (parameter end)");
    }

    @Test
    void arrived_keysThatRepeatInAnotherOrder_areTheSamePage() {
        assertThat(pages.arrived(page(2, 2, 1))).isFalse();
    }

    @Test
    void arrived_keysThatRepeatInOtherWords_areTheSamePage() {
        Page again = PageReader.read(
                2,
                "{\"data\":[{\"id\":1,\"at\":7},{\"id\":2,\"at\":7}]}".getBytes(StandardCharsets.UTF_8),
                null,
                format(false));

        assertThat(pages.arrived(again)).isFalse();
    }

    @Test
    void refused_isTheEndWhateverCameFirst() {
        assertThat(pages.refused(4, NO_PAGE, false)).isTrue();
        pages.refused(3, NO_PAGE, false);
        pages.arrived(page(2, 3, 4));

        assertThat(pages.pages()).hasValue(2);
        assertThat(pages.ending()).isEqualTo("end told by the API (HTTP 404)");
        assertThat(pages.doubts()).isEmpty();
    }

    @Test
    void refused_recordsBehindIt_countThePageAsMissing() {
        pages.refused(2, NO_PAGE, false);
        pages.arrived(page(3, 5, 6));

        assertThat(pages.pages()).hasValue(3);
        assertThat(pages.doubts()).containsExactly("page 3 holds records, although page 2 was refused (HTTP 404)");
    }

    @Test
    void refused_wordsOfACap_areADoubtUnlessTheEndIsBelieved() {
        PageSequence declared = begin(true, 0, page(1, 1, 2));
        declared.refused(2, NO_PAGE, true);
        pages.refused(2, NO_PAGE, true);

        assertThat(pages.doubts()).singleElement().satisfies(doubt -> assertThat(doubt)
                .startsWith("the API may go no further than page 1: it refuses page 2 with HTTP 404"));
        assertThat(declared.doubts()).isEmpty();
    }

    @Test
    void arrived_shorterPage_isTheEndWhereThatIsDeclared() {
        PageSequence declared = begin(true, 0, page(1, 1, 2));

        assertThat(pages.arrived(page(2, 3))).isTrue();
        assertThat(declared.arrived(page(2, 3))).isTrue();
        assertThat(pages.pages()).isEmpty();
        assertThat(declared.pages()).hasValue(2);
        assertThat(declared.ending()).isNull();
    }

    @Test
    void begin_emptyFirstPage_isAllThereIsOnceTheSecondIsEmptyToo() throws InterruptedException {
        PageSequence empty = begin(false, 0, page(1));

        assertThat(empty.pages()).isEmpty();
        assertThat(empty.request(2)).isNotNull();
        empty.arrived(page(2));
        assertThat(empty.pages()).hasValue(1);
        assertThat(empty.request(2)).isNull();
    }

    @Test
    void begin_emptyFirstPageInFrontOfRecords_isADoubt() {
        PageSequence empty = begin(false, 0, page(1));
        empty.arrived(page(2, 3, 4));

        assertThat(empty.doubts()).containsExactly("page 2 holds records, although page 1 is empty");
    }

    @Test
    void lost_manyInARow_areAllThereIsToAskFor() throws InterruptedException {
        for (int page = 2; page <= 12; page++) {
            var unused = pages.request(page);
            pages.lost(page);
        }

        assertThat(pages.pages()).hasValue(11);
        assertThat(pages.request(13)).isNull();
    }

    @Test
    void earlier_pagesThatWereDeliveredBefore_areKnownWhenTheyComeAgain() {
        pages.earlier(2, page(2, 3, 4).fingerprint());

        assertThat(pages.arrived(page(3, 3, 4))).isFalse();
        assertThat(pages.pages()).hasValue(2);
    }

    /** However the answers of up to ten workers overtake each other. */
    @Property(tries = 500)
    void arrived_inAnyOrder_endsWithEachRecordOnce(
            @ForAll @IntRange(min = 1, max = 40) int last,
            @ForAll @IntRange(min = 1, max = 10) int workers,
            @ForAll @IntRange(max = 2) int way,
            @ForAll long seed)
            throws InterruptedException {
        Random order = new Random(seed);
        PageSequence sequence = begin(false, 0, page(1, 1, 2));
        List<Integer> underWay = new ArrayList<>();
        int delivered = 1;
        int next = 2;
        int asked = 1;
        while (true) {
            while (underWay.size() < workers && sequence.request(next) != null) {
                underWay.add(next++);
                asked++;
            }
            if (underWay.isEmpty()) {
                break;
            }
            int number = underWay.remove(order.nextInt(underWay.size()));
            if (number <= last) {
                delivered += sequence.arrived(page(number, 2 * number - 1, 2 * number)) ? 1 : 0;
            } else if (way == 0) {
                delivered += sequence.arrived(page(number)) ? 1 : 0;
            } else if (way == 1 && last > 1) {
                delivered += sequence.arrived(page(number, 2 * last - 1, 2 * last)) ? 1 : 0;
            } else {
                sequence.refused(number, NO_PAGE, false);
            }
        }
        assertThat(sequence.pages()).hasValue(last);
        assertThat(delivered).isEqualTo(last);
        assertThat(asked).isLessThanOrEqualTo(last + workers + 1);
        assertThat(sequence.doubts()).isEmpty();
    }

    @Test
    void arrived_firstPageAgain_isNoEndWhereTheApiMayGiveNoMoreAtOnce() {
        int[] ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        PageSequence asked = begin(false, 50, page(1, ten));

        assertThat(asked.arrived(page(2, ten))).isFalse();

        assertThat(asked.doubts()).singleElement().asString().contains("page 2 holds the same records as page 1");
    }

    @Test
    void arrived_firstPageAgainBehindOthers_isADoubtUnlessTheEndIsBelieved() {
        for (boolean declared : new boolean[] {false, true}) {
            PageSequence round = begin(declared, 0, page(1, 1, 2));
            round.arrived(page(2, 3, 4));

            assertThat(round.arrived(page(3, 1, 2))).isFalse();

            assertThat(round.pages()).hasValue(2);
            assertThat(round.doubts())
                    .hasSize(declared ? 0 : 1)
                    .allMatch(doubt -> doubt.contains("as if all began anew"));
        }
    }

    @Test
    void endsInNothing_silenceBehindAFullPage_isNoWordOfTheApiThatItEndsThere() {
        pages.arrived(page(2, 3, 4));
        assertThat(pages.endsInNothing()).isFalse();
        pages.refused(3, NO_PAGE, false);
        assertThat(pages.endsInNothing()).isTrue();

        PageSequence empty = begin(false, 0, page(1, 1, 2));
        empty.arrived(page(2, 3, 4));
        empty.arrived(page(3));
        assertThat(empty.endsInNothing()).isTrue();

        PageSequence shorter = begin(false, 0, page(1, 1, 2));
        shorter.arrived(page(2, 3));
        shorter.refused(3, NO_PAGE, false);
        assertThat(shorter.endsInNothing()).isFalse();
    }
}
