package io.pagesync.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.run.Run;
import io.pagesync.run.TestRuns;
import io.pagesync.report.Verdict;
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
    void write_brokenPipe_namesTheStream() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThatThrownBy(() -> new JsonLinesStream("standard output", broken).write(TestRuns.page(1, 1), run.deliver(1)))
                .hasMessageStartingWith("standard output cannot be written")
                .hasMessageContaining("Broken pipe");
    }
}
