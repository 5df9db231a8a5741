package io.pagesync.sandbox;

import static io.pagesync.sandbox.SandboxClient.LICENCE;
import static io.pagesync.sandbox.SandboxClient.PAGES;
import static io.pagesync.sandbox.SandboxClient.allIds;
import static io.pagesync.sandbox.SandboxClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Styles that say how much there is. */
class CountedStylesTest extends StyledSandbox {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMBERS|&page=3&pageSize=20|&page=4&pageSize=20",
                "NUMBERS_FROM_ZERO|&page=2&size=20|&page=3&size=20",
                "SIZE_IN_PAGE|&page=3,20|&page=4,20",
                "OFFSET|&offset=40&limit=20|&offset=45&limit=20",
                "TOTAL_HEADER|&page=3&per_page=20|&page=4&per_page=20",
                "CONTENT_RANGE|&offset=40&limit=20|&offset=45&limit=20",
                "LINK_LAST|&page=3&per_page=20|&page=4&per_page=20",
                "MEMBERS|&page=3&pageSize=20|&page=4&pageSize=20"
            })
    void lastPage_isShort_andTheOneBehindIsEmpty(SandboxStyle style, String last, String behind) throws Exception {
        start(style);
        assertThat(allIds(client.get(PAGES + last))).containsExactly(41L, 42L, 43L, 44L, 45L);
        HttpResponse<String> empty = client.get(PAGES + behind);
        assertThat(empty.statusCode()).isBetween(200, 206);
        assertThat(allIds(empty)).isEmpty();
        assertThat(sandbox.requests()).extracting(LoggedRequest::page).first().isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMBERS|&pageSize=21",
                "NUMBERS_FROM_ZERO|&size=21",
                "SIZE_IN_PAGE|&page=1,21",
                "OFFSET|&limit=21",
                "TOTAL_HEADER|&per_page=21",
                "CONTENT_RANGE|&limit=21",
                "LINK_LAST|&per_page=21",
                "MEMBERS|&pageSize=21"
            })
    void size_aboveTheCap_isTheCap(SandboxStyle style, String query) throws Exception {
        start(style);
        assertThat(allIds(client.get(PAGES + query))).hasSize(20).startsWith(1L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMBERS_FROM_ZERO|&page=x|page must be a whole number from 0",
                "SIZE_IN_PAGE|&page=3|page must be a number and a page size, such as 1,50",
                "SIZE_IN_PAGE|&page=0,20|the number in page must be a whole number from 1",
                "SIZE_IN_PAGE|&page=1,x|the size in page must be a whole number from 1",
                "OFFSET|&offset=-1|offset must be a whole number from 0",
                "TOTAL_HEADER|&per_page=0|per_page must be a whole number from 1",
                "CONTENT_RANGE|&limit=x|limit must be a whole number from 1",
                "WORDPRESS|&per_page=21|Invalid parameter(s): per_page must be between 1 (inclusive) and 20 (inclusive)"
            })
    void parameter_thatCannotBe_isRefusedByItsName(SandboxStyle style, String query, String message) throws Exception {
        start(style);
        HttpResponse<String> refused = client.get(PAGES + query);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("message").textValue()).startsWith(message);
        assertThat(sandbox.requests()).extracting(LoggedRequest::page).containsOnlyNulls();
    }

    @Test
    void numbersFromZero_saysRecordsPagesAndWhetherItIsTheLast() throws Exception {
        start(SandboxStyle.NUMBERS_FROM_ZERO);
        JsonNode first = json(client.get(PAGES + "&size=20"));
        assertThat(first.path("totalElements").intValue()).isEqualTo(45);
        assertThat(first.path("totalPages").intValue()).isEqualTo(3);
        assertThat(first.path("number").intValue()).isZero();
        assertThat(first.path("first").booleanValue()).isTrue();
        assertThat(first.path("last").booleanValue()).isFalse();
        assertThat(json(client.get(PAGES + "&size=20&page=2")).path("last").booleanValue())
                .isTrue();
    }

    @Test
    void numbersInPath_areNowhereElse() throws Exception {
        start(SandboxStyle.NUMBERS_IN_PATH);
        String query = "?pageSize=20&licenseNumber=" + LICENCE;
        assertThat(allIds(client.get("/v2/packages/active/page/3" + query))).hasSize(5);
        assertThat(client.get("/v2/packages/active" + query).statusCode()).isEqualTo(404);
        assertThat(json(client.get("/v2/packages/active/page/x" + query))
                        .path("message")
                        .textValue())
                .startsWith("the page in the path must be a whole number from 1");
        assertThat(sandbox.requests()).extracting(LoggedRequest::page).containsExactly(3, null, null);
    }

    @Test
    void offset_saysTheLimitGranted() throws Exception {
        start(SandboxStyle.OFFSET);
        JsonNode page = json(client.get(PAGES + "&offset=7&limit=100"));
        assertThat(page.path("packages").path(0).path("id").intValue()).isEqualTo(8);
        assertThat(page.path("limit").intValue()).isEqualTo(20);
        assertThat(page.path("offset").intValue()).isEqualTo(7);
        assertThat(page.path("total_count").intValue()).isEqualTo(45);
    }

    @Test
    void totalHeader_isTheOnlyPlaceOfTheTotal() throws Exception {
        start(SandboxStyle.TOTAL_HEADER);
        HttpResponse<String> page = client.get(PAGES + "&per_page=20");
        assertThat(json(page).isArray()).isTrue();
        assertThat(page.headers().firstValue("X-Total-Count")).hasValue("45");
        assertThat(page.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void wordPress_saysRecordsAndPagesInHeaders_andRefusesWhatIsBehind() throws Exception {
        start(SandboxStyle.WORDPRESS);
        HttpResponse<String> page = client.get(PAGES + "&per_page=20&page=2");
        assertThat(json(page).isArray()).isTrue();
        assertThat(page.headers().firstValue("X-WP-Total")).hasValue("45");
        assertThat(page.headers().firstValue("X-WP-TotalPages")).hasValue("3");
        assertThat(page.headers().firstValue("Link").orElse(""))
                .contains("page=1>; rel=\"prev\"", "page=3>; rel=\"next\"")
                .doesNotContain("last");
        HttpResponse<String> behind = client.get(PAGES + "&per_page=20&page=4");
        assertThat(behind.statusCode()).isEqualTo(400);
        assertThat(json(behind).path("code").textValue()).isEqualTo("rest_post_invalid_page_number");
    }

    @Test
    void contentRange_saysWhichRecordsOfHowMany_andRefusesWhatIsBehind() throws Exception {
        start(SandboxStyle.CONTENT_RANGE);
        HttpResponse<String> page = client.get(PAGES + "&offset=40&limit=20");
        assertThat(page.statusCode()).isEqualTo(206);
        assertThat(page.headers().firstValue("Content-Range")).hasValue("40-44/45");
        HttpResponse<String> behind = client.get(PAGES + "&offset=60&limit=20");
        assertThat(behind.statusCode()).isEqualTo(416);
        assertThat(behind.headers().firstValue("Content-Range")).hasValue("*/45");
    }

    @Test
    void linkLast_leadsToTheEnds() throws Exception {
        start(SandboxStyle.LINK_LAST);
        String url = sandbox.baseUri() + PAGES + "&per_page=20&page=";
        assertThat(client.get(PAGES + "&per_page=20&page=2").headers().firstValue("Link"))
                .hasValue("<" + url + "1>; rel=\"prev\", <" + url + "3>; rel=\"next\", <" + url + "3>; rel=\"last\", <"
                        + url + "1>; rel=\"first\"");
        assertThat(client.get(PAGES + "&per_page=20&page=3")
                        .headers()
                        .firstValue("Link")
                        .orElse(""))
                .doesNotContain("next", "last");
    }

    @Test
    void members_areCalledByTheirIds() throws Exception {
        start(SandboxStyle.MEMBERS);
        JsonNode page = json(client.get(PAGES + "&pageSize=20&page=3"));
        assertThat(page.path("data").path("41").path("id").intValue()).isEqualTo(41);
        assertThat(page.path("total").intValue()).isEqualTo(45);
    }

    @Test
    void search_takesFromAndSizeInABody_asNumbers() throws Exception {
        start(SandboxStyle.SEARCH);
        JsonNode page = json(client.post(PAGES, "{\"from\":40,\"size\":20}"));
        assertThat(page.path("hits").path("total").path("value").intValue()).isEqualTo(45);
        assertThat(page.path("hits").path("hits")).hasSize(5);
        assertThat(page.path("hits")
                        .path("hits")
                        .path(0)
                        .path("_source")
                        .path("id")
                        .intValue())
                .isEqualTo(41);
        assertThat(client.post(PAGES, "{\"from\":\"40\"}").statusCode()).isEqualTo(400);
        assertThat(client.post(PAGES, "[]").statusCode()).isEqualTo(400);
        assertThat(client.get(PAGES).statusCode()).isEqualTo(405);
        assertThat(sandbox.requests().get(0).page()).isEqualTo(3);
    }

    @Test
    void emptyCollection_isOnePageInEachStyle() throws Exception {
        for (SandboxStyle style :
                List.of(SandboxStyle.WORDPRESS, SandboxStyle.CONTENT_RANGE, SandboxStyle.NUMBERS_FROM_ZERO)) {
            try (Sandbox empty = Sandbox.start(
                    SandboxSettings.builder().style(style).records(0).build())) {
                HttpResponse<String> page = new SandboxClient(empty).get(PAGES);
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(allIds(page)).isEmpty();
            }
        }
        start(SandboxStyle.NUMBERS);
    }
}
