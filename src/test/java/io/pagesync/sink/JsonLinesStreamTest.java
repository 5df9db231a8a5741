package io.pagesync.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.report.Verdict;
import io.pagesync.run.Run;
import io.pagesync.run.TestRuns;
import io.pagesync.run.turn.RunStoppedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class JsonLinesStreamTest {
    private final Run run = TestRuns.run();

    @Test
    void write_page_isItsLines() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonLinesStream("standard output", out).write(TestRuns.page(1, 1, 2), run.deliver(1));
        assertThat(out.toString(UTF_8)).isEqualTo("{\"id\":1}\n{\"id\":2}\n");
    }

    @Test
    void finish_whateverTheVerdict_isItsName() throws IOException {
        assertThat(new JsonLinesStream("standard output", OutputStream.nullOutputStream()).finish(Verdict.FAILED))
                .isEqualTo("standard output");
    }

    @Test
    void write_diskIsFull_namesTheStream() {
        assertThatThrownBy(() -> write("No space left on device"))
                .hasMessage("standard output cannot be written: No space left on device");
        assertThat(run.stop().stopped()).isFalse();
    }

    @Test
    void write_nobodyReadsAnyMore_stopsTheRunAndIsNoFailureOfAPage() {
        assertThatThrownBy(() -> write("Broken pipe")).isInstanceOf(RunStoppedException.class);
        assertThat(run.stop().reason()).isEqualTo("nobody reads standard output any more");
    }

    private void write(String error) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(error);
            }
        };
        new JsonLinesStream("standard output", broken).write(TestRuns.page(1, 1), run.deliver(1));
    }
}
