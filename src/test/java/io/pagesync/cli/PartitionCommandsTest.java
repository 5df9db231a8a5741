package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.page.Json;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.data.Licence;
import io.pagesync.testing.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code load}, {@code plan} and {@code preview} with {@code --partitions}. */
final class PartitionCommandsTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(SandboxSettings.builder()
            .licences(IntStream.range(0, 4)
                    .mapToObj(i -> new Licence("L" + i, "Licence " + i, i * 30))
                    .toList()));

    private static String url;

    @BeforeAll
    static void start() {
        url = SANDBOX.baseUri() + "/v2/packages/active?licenseNumber={licenseNumber}&pageSize=20";
    }

    @Test
    void load_partitionsOfAList_saysWhatBecameOfThem(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("packages.jsonl");
        CommandRun run =
                CommandRun.of("load", url, "--partitions", "licenseNumber from /v2/licenses", "--to", file.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.errLines())
                .contains(
                        "partitions 4 COMPLETE; 1 of them empty",
                        "list       COMPLETE, 4/4 records of " + SANDBOX.baseUri() + "/v2/licenses")
                .anyMatch(line -> line.startsWith("COMPLETE   180 of 180 records in 11 pages, "));
        assertThat(Files.readAllLines(file)).hasSize(180);
    }

    @Test
    void load_onePartitionFails_namesItAndEndsWithFour(@TempDir Path folder) throws IOException {
        CommandRun run = CommandRun.of(
                "load",
                url,
                "--partitions",
                "licenseNumber=L1,none,L2",
                "--json",
                "--to",
                folder.resolve("packages.jsonl").toString());

        assertThat(run.code()).isEqualTo(4);
        String last = run.errLines().get(run.errLines().size() - 1);
        assertThat(Json.MAPPER.readTree(last).at("/partitions").toString())
                .startsWith(
                        "{\"all\":3,\"verdicts\":{\"COMPLETE\":2,\"FAILED\":1},\"empty\":0,\"notWhole\":[{\"partition\":"
                                + "\"licenseNumber=none\",\"verdict\":\"FAILED\",\"why\":[\"page 1: GET ");
    }

    @Test
    void plan_saysHowManyThereAreAndShowsTheFirst() {
        CommandRun run = CommandRun.of("plan", url, "--partitions", "licenseNumber=L2,L3,L1", "--rate", "10");

        assertThat(run.out().lines())
                .startsWith(
                        "collection " + url,
                        "partitions 3; records, pages and fields are those of the first, licenseNumber=L2",
                        "records    60",
                        "pages      3 of 20 records",
                        "time       at least 0.5 s at 10 requests/s");
    }

    @Test
    void printSync_isTheLoad(@TempDir Path folder) throws IOException {
        CommandRun run = CommandRun.of(
                "load",
                url,
                "--partitions",
                "licenseNumber from /v2/licenses",
                "--to",
                "packages.jsonl",
                "--print-sync");

        assertThat(run.out())
                .contains("partitions: RAW(licenseNumber from /v2/licenses)")
                .contains("query: RAW(licenseNumber={licenseNumber}&pageSize=20)");
    }

    @Test
    void plan_nothingTakesTheValues_isRefused() {
        CommandRun run =
                CommandRun.of("plan", SANDBOX.baseUri() + "/v2/packages/active", "--partitions", "licenseNumber=L2");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("neither path, query nor body has a place for one");
    }
}
