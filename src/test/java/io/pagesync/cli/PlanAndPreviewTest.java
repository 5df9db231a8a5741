package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.page.Json;
import io.pagesync.testing.SandboxExtension;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pagesync plan} and {@code pagesync preview}, which look and deliver nothing. */
final class PlanAndPreviewTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(12_345);

    private static String url;

    @BeforeAll
    static void start() throws IOException {
        url = SANDBOX.baseUri() + "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100";
    }

    private static CommandRun run(String command, String... options) {
        return CommandRun.of(
                Stream.concat(Stream.of(command, url), Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void plan_ofACollection_saysWhatALoadWouldTakeFromOneRequest() {
        int before = SANDBOX.requests().size();

        CommandRun run = run("plan", "--rate", "5");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .startsWith(
                        "collection " + url,
                        "records    12,345",
                        "pages      124 of 100 records",
                        "time       24.8 s at 5 requests/s")
                .last()
                .asString()
                .startsWith("fields     id, ");
        assertThat(SANDBOX.requests()).hasSize(before + 1);
    }

    @Test
    void plan_pagesOfAnotherSizeThanAskedFor_saysSo() {
        assertThat(run("plan", "--page-size", "1000").out().lines())
                .contains(
                        "pages      25 of 500 records",
                        "note       pages of 1000 records were asked for, the API gives 500");
    }

    @Test
    void plan_withFurtherLimitsAndAShare_saysTheTimeWithinThem() {
        assertThat(run("plan", "--rate", "10", "--limit", "60/h", "--limit", "1000/day", "--share", "90%")
                        .out()
                        .lines())
                .contains(
                        "time       2.0 h at 9 requests/s and 54/h and 900/day (90% of its limits)",
                        "note       a limit is used up on the way, for up to 60 min: the run would stop there, because no"
                                + " pause may be longer than 5 min (--max-pause)");
    }

    @Test
    void plan_withoutALimit_promisesNoTime() {
        assertThat(run("plan", "--rate", "0").out().lines())
                .contains("time       no limit; as fast as the API answers");
    }

    @Test
    void plan_asJson_isOneLine() throws IOException {
        CommandRun run = run("plan", "--json");

        assertThat(run.out().lines()).hasSize(1);
        JsonNode plan = Json.MAPPER.readTree(run.out());
        assertThat(plan.path("records").intValue()).isEqualTo(12_345);
        assertThat(plan.path("pages").intValue()).isEqualTo(124);
        assertThat(plan.path("seconds").doubleValue()).isEqualTo(12.4);
        assertThat(plan.path("fields").get(0).textValue()).isEqualTo("id");
    }

    @Test
    void plan_ofAnAnswerWithoutATotal_saysWhatToName() {
        CommandRun run = run("plan", "--total", "/count");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("pagesync: GET http")
                .endsWith(
                        "page=1: the answer has no total at '/count'; there are numbers at /page (1), /pageSize (100) and"
                                + " /total (12345); say where the number of records is (--total), or where each page names the"
                                + " next one (--next), or none, if the API tells no total (--total)");
    }

    @Test
    void planAndPreview_ofACollectionWhoseEndNobodyTells_sayThatItShows() {
        CommandRun plan = run("plan", "--total", "none");
        CommandRun preview = run("preview", "--total", "none", "-n", "150");

        assertThat(plan.out()).contains("pages      in parallel, until one shows the end, the first of 100 records");
        assertThat(preview.out().lines()).hasSize(150);
    }

    @Test
    void preview_beyondAPage_readsOnAndPrintsTheRecordsAsTheyCame() throws IOException {
        CommandRun run = run("preview", "-n", "150");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).hasSize(150);
        assertThat(Json.MAPPER
                        .readTree(run.out().lines().skip(149).findFirst().orElse(""))
                        .path("id")
                        .intValue())
                .isEqualTo(150);
        assertThat(SANDBOX.requests()).last().satisfies(last -> assertThat(Objects.requireNonNull(last.page()))
                .isEqualTo(2));
    }

    @Test
    void preview_ofMoreThanThereAre_printsAll() {
        assertThat(CommandRun.of("preview", url.replace("0000001", "0000002"), "-n", "9999", "--rate", "0")
                        .out()
                        .lines())
                .hasSize(1234);
    }

    @Test
    void preview_withoutANumber_printsFive() {
        assertThat(run("preview").out().lines()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "preview"})
    void look_atWhatIsNotThere_isOneSentence(String command) {
        CommandRun run = CommandRun.of(command, SANDBOX.baseUri() + "/nothing");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .containsExactly(
                        "pagesync: GET " + SANDBOX.baseUri()
                                + "/nothing answered 404 (not found): 'There is nothing at /nothing'; check the path and the query");
    }

    @Test
    void preview_ofNoRecords_isRefused() {
        CommandRun run = run("preview", "-n", "0");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).containsExactly("pagesync: -n is 0; it must be 1 or more");
    }
}
