package io.pagesync.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.FailureLines.Line;
import io.pagesync.report.RunReport.Failure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureLinesTest {
    @Test
    void of_errorsThatDifferByTheirUrlsNumbersOnly_isOneLine() {
        List<Failure> failures = IntStream.of(9, 4, 5, 6, 11, 12)
                .mapToObj(
                        page -> new Failure(page, "GET http://h/items?page=" + page + " answered 500: 'out of order'"))
                .toList();

        assertThat(FailureLines.of(failures))
                .containsExactly(new Line(
                        "pages 4-6, 9, 11, 12",
                        "GET http://h/items?page=4 answered 500: 'out of order'; the others alike"));
    }

    @Test
    void of_errorsThatAreTheSame_saysItOnce() {
        assertThat(FailureLines.of(List.of(new Failure(2, "the disk is full"), new Failure(3, "the disk is full"))))
                .containsExactly(new Line("pages 2, 3", "the disk is full"));
    }

    @Test
    void of_errorsThatDifferOtherwise_isALineEach() {
        assertThat(FailureLines.of(List.of(
                        new Failure(0, "there is no broker"),
                        new Failure(2, "GET http://h/?page=2 answered 500"),
                        new Failure(3, "GET http://h/?page=3 answered 502"))))
                .containsExactly(
                        new Line("error", "there is no broker"),
                        new Line("page 2", "GET http://h/?page=2 answered 500"),
                        new Line("page 3", "GET http://h/?page=3 answered 502"));
    }
}
