package io.pagesync.sandbox;

import static io.pagesync.sandbox.SandboxClient.LICENCE;
import static io.pagesync.sandbox.SandboxClient.PAGES;
import static io.pagesync.sandbox.SandboxClient.ids;
import static io.pagesync.sandbox.SandboxClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.testing.SandboxExtension;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX =
            SandboxExtension.of(SandboxSettings.builder().records(1_234).pageSizeCap(200));

    private static SandboxClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new SandboxClient(SANDBOX.sandbox());
    }

    @Test
    void page_withoutNumberAndSize_isTheFirstHundredById() throws Exception {
        HttpResponse<String> response = client.get(PAGES);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode page = json(response);
        assertThat(page.path("page").intValue()).isEqualTo(1);
        assertThat(page.path("pageSize").intValue()).isEqualTo(100);
        assertThat(page.path("total").intValue()).isEqualTo(1_234);
        assertThat(ids(page)).isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
    }

    @Test
    void page_last_isShort() throws Exception {
        assertThat(ids(client.page("&page=13"))).hasSize(34).endsWith(1_234L);
    }

    @Test
    void page_largerThanTheCap_saysTheGrantedSize() throws Exception {
        JsonNode page = client.page("&pageSize=500&page=2");
        assertThat(page.path("pageSize").intValue()).isEqualTo(200);
        assertThat(ids(page)).hasSize(200).startsWith(201L);
    }

    @Test
    void page_pastTheEnd_isEmpty_butAnErrorWhenStrict() throws Exception {
        JsonNode page = client.page("&page=14&strictPagination=false");
        assertThat(page.path("data")).isEmpty();
        assertThat(page.path("total").intValue()).isEqualTo(1_234);
        assertRefused(client.get(PAGES + "&page=14&strictPagination=true"), 400, "page 14 is past the last page, 13");
        assertThat(client.get(PAGES + "&page=13&strictPagination=true").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"id:desc, 1234, 1233", "label:asc, 1, 2", "label:desc, 1234, 1233"})
    void page_sorted_beginsWith(String sort, long first, long second) throws Exception {
        assertThat(ids(client.page("&sort=" + sort))).startsWith(first, second);
    }

    @Test
    void page_sortedByLastModified_isInItsOrder() throws Exception {
        JsonNode page = client.page("&sort=lastModified:desc");
        assertThat(page.path("data").findValues("lastModified"))
                .extracting(JsonNode::textValue)
                .hasSize(100)
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void page_filtered_countsOnlyWhatMatches() throws Exception {
        JsonNode page = client.page("&filter=label__endswith:34&pageSize=5&page=2");
        assertThat(page.path("total").intValue()).isEqualTo(13);
        assertThat(ids(page)).containsExactly(534L, 634L, 734L, 834L, 934L);
        assertThat(ids(client.page("&filter=label__endswith:34&sort=id:desc&pageSize=2")))
                .containsExactly(1_234L, 1_134L);
    }

    @Test
    void page_severalFilters_areJoinedByTheLogic() throws Exception {
        String both = "&filter=label__endswith:4&filter=id__startswith:12";
        assertThat(ids(client.page(both))).containsExactly(124L, 1_204L, 1_214L, 1_224L, 1_234L);
        assertThat(ids(client.page(both + "&filterLogic=and"))).hasSize(5);
        assertThat(client.page(both + "&filterLogic=or").path("total").intValue())
                .isEqualTo(123 + 46 - 5 + 1);
        assertThat(ids(client.page("&filter=id__eq:77"))).containsExactly(77L);
        assertThat(ids(client.page("&filter=id__contains:23&filter=id__startswith:1")))
                .containsExactly(123L, 1_023L, 1_123L, 1_223L, 1_230L, 1_231L, 1_232L, 1_233L, 1_234L);
        assertThat(ids(client.page("&filter=label__endswith:%C3%BC"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&page=0",
                "&page=-1",
                "&page=1.5",
                "&page=x",
                "&page=",
                "&page=99999999999",
                "&pageSize=0",
                "&pageSize=abc",
                "&sort=color:asc",
                "&strictPagination=maybe",
                "&filterLogic=xor",
                "&filter=label",
                "&filter=note__endswith:x",
                "&filter=label__endswith:"
            })
    void page_badParameter_isA400ThatNamesIt(String query) throws Exception {
        HttpResponse<String> response = client.get(PAGES + query);
        assertRefused(response, 400, query.substring(1, query.indexOf('=')) + " must be");
    }

    @Test
    void page_undecodableQuery_isA400() throws IOException {
        try (RawConnection raw = new RawConnection(SANDBOX.sandbox())) {
            raw.send("GET " + PAGES + "&page=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(raw.readAll()).startsWith("HTTP/1.1 400").contains("{\"message\":");
        }
    }

    @Test
    void page_licence_mustBeThereAndKnown() throws Exception {
        assertRefused(client.get("/v2/packages/active?page=1"), 400, "licenseNumber is missing");
        assertRefused(client.get("/v2/packages/active?licenseNumber=L%22"), 404, "There is no licence L\"");
    }

    @Test
    void page_ofTheSecondLicence_hasRecordsOfItsOwn() throws Exception {
        JsonNode page = json(client.get("/v2/packages/active?licenseNumber=C11-0000002-LIC"));
        assertThat(page.path("total").intValue()).isEqualTo(123);
        assertThat(ids(page)).startsWith(1_000_000_001L);
        assertThat(page.path("data").path(0).path("licenseNumber").textValue()).isEqualTo("C11-0000002-LIC");
    }

    @Test
    void page_fetchedAgain_differsInRetrievedAtOnly() throws Exception {
        String first = client.get(PAGES).body();
        String second = client.get(PAGES).body();
        String field = "\"retrievedAt\":\"[^\"]*\"";
        assertThat(second).isNotEqualTo(first);
        assertThat(second.replaceAll(field, "")).isEqualTo(first.replaceAll(field, ""));
    }

    @Test
    void licences_isAPlainArray() throws Exception {
        JsonNode licences = json(client.get("/v2/licenses"));
        assertThat(licences.isArray()).isTrue();
        assertThat(licences.findValuesAsText("licenseNumber")).isEqualTo(List.of(LICENCE, "C11-0000002-LIC"));
        assertThat(licences.path(0).path("licenseName").textValue()).isNotEmpty();
    }

    @Test
    void anythingElse_isRefusedAsJson() throws Exception {
        assertRefused(client.get("/v2/nothing"), 404, "There is nothing at /v2/nothing");
        HttpResponse<String> post = client.post(PAGES, "{}");
        assertRefused(post, 405, "Use GET");
        assertThat(post.headers().firstValue("Allow")).hasValue("GET");
        assertRefused(client.get("/v2/auth/apikey"), 405, "Use POST");
    }

    @Test
    void malformedRequest_isA400InJson() throws IOException {
        try (RawConnection raw = new RawConnection(SANDBOX.sandbox())) {
            raw.send("GET / HTTP/1.1\r\n\r\n");
            assertThat(raw.readAll()).startsWith("HTTP/1.1 400").contains("{\"message\":\"Bad Request\"}");
        }
    }

    private static void assertRefused(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).path("message").textValue()).startsWith(message);
    }
}
