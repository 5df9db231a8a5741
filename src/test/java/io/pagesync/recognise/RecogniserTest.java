package io.pagesync.recognise;

import static io.pagesync.recognise.ScriptedApi.has;
import static io.pagesync.recognise.ScriptedApi.json;
import static io.pagesync.recognise.ScriptedApi.number;
import static io.pagesync.recognise.ScriptedApi.page;
import static io.pagesync.recognise.ScriptedApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.settings.Naming;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as records, totals and pages; what is given goes before what is recognised. */
class RecogniserTest {
    @Test
    void count_thatIsThatOfThePage_isNoTotal() {
        ScriptedApi api = new ScriptedApi(
                query -> json("{\"count\":50,\"data\":" + page(50 * (number(query, "page", 1) - 1), 50, 250) + "}"));

        assertThat(api.at("/api/v1/package?size=50")).containsEntry("total", "none");
        assertThat(api.recognised().decided()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"total\":7",
                "\"total\":129.5",
                "\"rate\":{\"total\":5000}",
                "\"total\":\"many\"",
                "\"count\":20",
                "\"version\":3000"
            })
    void number_thatIsNoTotal_isNotTakenForOne(String envelope) {
        ScriptedApi api = ScriptedApi.always("{" + envelope + ",\"data\":" + page(0, 20, 95) + "}");

        assertThat(api.at("/items?page=1")).containsEntry("total", "none");
    }

    /** Nothing would show that what is in front of it is missing. */
    @ParameterizedTest
    @CsvSource({"page, 50, firstPage", "offset, 1, firstOffset"})
    void urlAsksForTheSecondOne_ofAnApiThatCountsFromZero_andHasNoTotal_isReadFromZero(
            String parameter, int step, String first) {
        ScriptedApi api =
                new ScriptedApi(query -> json("{\"data\":" + page(step * number(query, parameter, 0), 50, 250) + "}"));

        api.at("/items?limit=50&" + parameter + "=1");

        assertThat(api.recognised().parameters()).containsEntry(first, "0");
        assertThat(api.recognised().firstPage()).isFalse();
        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void urlAsksForPage1_ofAnApiThatCountsFromOne_staysThere() {
        ScriptedApi clamping = new ScriptedApi(
                query -> json("{\"data\":" + page(50 * Math.max(0, number(query, "page", 1) - 1), 50, 250) + "}"));

        assertThat(clamping.at("/items?limit=50&page=1")).doesNotContainKey("firstPage");
    }

    @Test
    void totals_ofWhichOneIsTooSmall_theLargerOneCounts() {
        ScriptedApi api =
                ScriptedApi.always("{\"page\":1,\"total\":20,\"totalCount\":95,\"items\":" + page(0, 20, 95) + "}");

        assertThat(api.at("/items")).containsEntry("total", "/totalCount");
    }

    @Test
    void pages_withoutATotal_areCounted() {
        ScriptedApi api =
                ScriptedApi.always("{\"meta\":{\"page\":1,\"total_pages\":5},\"items\":" + page(0, 20, 95) + "}");

        assertThat(api.at("/items")).containsEntry("pages", "/meta/total_pages").doesNotContainKey("total");
    }

    @Test
    void records_behindAnObjectInOneArray_areTheListThere() {
        ScriptedApi api = ScriptedApi.always("[{\"page\":1,\"pages\":5,\"total\":95}," + page(0, 20, 95) + "]");

        assertThat(api.at("/country")).isEqualTo(Map.of("records", "/1", "total", "/0/total"));
    }

    @Test
    void records_namedAsOtherListsAre_areRecordsWhereThePathEndsSo() {
        ScriptedApi api = ScriptedApi.always("{\"page\":1,\"total\":95,\"messages\":" + page(0, 20, 95) + "}");

        assertThat(api.at("/Messages.json")).containsEntry("records", "/messages");
    }

    @Test
    void parameter_inBracketsOfPaging_asksForAPage() {
        ScriptedApi api = ScriptedApi.always("{\"total\":95,\"items\":" + page(0, 20, 95) + "}");

        assertThat(api.at("/products?searchCriteria[currentPage]=1&searchCriteria[pageSize]=20"))
                .containsEntry("pageParameter", "searchCriteria[currentPage]")
                .containsEntry("sizeParameter", "searchCriteria[pageSize]");
        assertThat(api.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"incompleteSearch\":true', false",
        "'\"total_was_estimated\":true', false",
        "'\"exhaustiveNbHits\":false', false",
        "'\"exhaustiveNbHits\":true', true"
    })
    void total_thatIsSaidToBeNone_isNotCounted(String said, boolean counted) {
        ScriptedApi api = ScriptedApi.always(
                "{\"page\":1,\"meta\":{" + said + "},\"total\":95,\"data\":" + page(0, 20, 95) + "}");

        api.at("/items");
        assertThat("/total".equals(api.recognised().parameters().get("total"))).isEqualTo(counted);
    }

    /** As Laravel's cursorPaginate has it, which forgets the rest of the query. */
    @Test
    void link_thatLeavesOutTheFilter_hasACursorThatIsTakenBesideIt() {
        ScriptedApi api = chain("status", "/items?cursor=");

        assertThat(api.at("/items?status=open"))
                .containsEntry("next", "/next")
                .containsEntry("cursorParameter", "cursor");
        assertThat(api.asked()).containsExactly("status=open&cursor=c20");
    }

    /** As Shopify has it, whose cursors hold the filter. */
    @Test
    void link_thatLeavesOutTheFilter_isFollowedWhereTheApiRefusesBoth_andThatIsSaid() {
        ScriptedApi api = new ScriptedApi(query -> has(query, "status") && has(query, "cursor")
                ? status(400)
                : json("{\"items\":" + page(0, 20, 95) + ",\"next\":\"/items?cursor=c20\"}"));

        assertThat(api.at("/items?status=open&limit=20"))
                .containsEntry("next", "/next")
                .doesNotContainKey("cursorParameter");
        assertThat(api.recognised().unsure())
                .containsExactly(
                        "whether the pages behind the first are what was asked for: the link to the next one leaves"
                                + " out status, which the API may keep by itself");
        assertThat(api.recognised().decided()).isTrue();
    }

    /** As Confluence has it, whose links are relative to a base beside them. */
    @Test
    void link_thatLosesTheFrontOfThePath_hasACursorThatIsTakenThere() {
        assertThat(chain("", "/rest/items?cursor=").at("/wiki/rest/items")).containsEntry("cursorParameter", "cursor");
    }

    @Test
    void link_thatKeepsAll_isFollowedWithoutAFurtherRequest() {
        ScriptedApi api = chain("", "/items?status=open&cursor=");

        assertThat(api.at("/items?status=open")).containsEntry("next", "/next").doesNotContainKey("cursorParameter");
        assertThat(api.asked()).isEmpty();
    }

    private static ScriptedApi chain(String needed, String link) {
        return new ScriptedApi(query -> {
            int from = has(query, "cursor") ? 20 : 0;
            int first = needed.isEmpty() || has(query, needed) ? from : 500 + from;
            return json("{\"items\":" + page(first, 20, 995) + ",\"next\":\"" + link + "c" + (from + 20) + "\"}");
        });
    }

    /** As FROST has it. */
    @Test
    void link_thatMovesOnByMoreThanAnOffset_isFollowed() {
        ScriptedApi api = ScriptedApi.always("{\"value\":" + page(0, 20, 95)
                + ",\"@iot.nextLink\":\"/Things?$top=20&$skip=20&$skipFilter=id gt 20\"}");

        assertThat(api.at("/Things?$top=20")).containsEntry("next", "/@iot.nextLink");
    }

    @Test
    void cursor_inAHeaderOfAzure_isTakenByItsParameter() {
        ScriptedApi api = new ScriptedApi(query -> json(
                "{\"value\":" + page(has(query, "continuationToken") ? 20 : 0, 20, 95) + "}",
                "x-ms-continuationtoken",
                "t" + query.length()));

        assertThat(api.at("/_apis/x"))
                .containsEntry("next", "header:x-ms-continuationtoken")
                .containsEntry("cursorParameter", "continuationToken");
    }

    /** As X has it, beside a count of the page. */
    @Test
    void token_besideACount_isTriedAsOneByEachOfItsNames() {
        ScriptedApi api =
                new ScriptedApi(query -> json("{\"data\":" + page(has(query, "pagination_token") ? 20 : 0, 20, 95)
                        + ",\"meta\":{\"result_count\":20,\"next_token\":\"20\"}}"));

        assertThat(api.at("/tweets")).containsEntry("cursorParameter", "pagination_token");
        assertThat(api.asked()).hasSize(2);
    }

    /** As Directus and DataTables have it. */
    @Test
    void total_ofWhatAFilterLetsThrough_isTheOneThatCounts() {
        ScriptedApi api = ScriptedApi.always(
                "{\"page\":1,\"meta\":{\"total_count\":1000,\"filter_count\":95},\"data\":" + page(0, 20, 95) + "}");

        assertThat(api.at("/items")).containsEntry("total", "/meta/filter_count");
    }

    @Test
    void members_ofAnObject_areRecords() {
        ScriptedApi api = ScriptedApi.always(
                "{\"data\":{\"a\":{\"id\":1,\"n\":1},\"b\":{\"id\":2,\"n\":1},\"c\":{\"id\":3,\"n\":2}},\"total\":3}");

        assertThat(api.at("/items")).isEqualTo(Map.of("recordsAre", "members"));
    }

    @Test
    void objects_ofDifferentKinds_areNoRecords() {
        ScriptedApi api = ScriptedApi.always("{\"status\":{\"code\":200},\"config\":{\"name\":\"x\"}}");

        assertThat(api.at("/items")).isEmpty();
        assertThat(api.recognised().text()).isEmpty();
    }

    @Test
    void given_parametersWin_theOthersAreRecognised() {
        ScriptedApi api = ScriptedApi.always(
                "{\"products\":" + page(0, 30, 194) + ",\"other\":[{\"id\":1}],\"total\":194,\"skip\":0,\"limit\":30}");

        assertThat(api.at("/products", "records", "/other", "total", "/limit"))
                .isEqualTo(Map.of("offsetParameter", "skip", "sizeParameter", "limit"));
    }

    @Test
    void given_aPageParameter_isAskedForFromTheStart() {
        ScriptedApi api = new ScriptedApi(
                query -> json(has(query, "_page") ? "{\"items\":100,\"data\":" + page(0, 10, 100) + "}" : "[]"));

        assertThat(api.at("/posts", "pageParameter", "_page")).isEqualTo(Map.of("total", "/items"));
    }

    @Test
    void url_withAPageBehindTheFirst_isLookedAtFromTheFirst() {
        Asked asked = Asked.of("/x", "a=b&page=7&offset=40&per_page=20", Map.of(), Naming.ofFiles("x"));

        assertThat(asked.query().text()).isEqualTo("a=b&page=1&offset=0&per_page=20");
    }

    @Test
    void text_saysWhatWasRecognised() {
        ScriptedApi api =
                ScriptedApi.always("{\"meta\":{\"page\":1,\"total\":1234},\"items\":" + page(0, 20, 95) + "}");

        api.at("/items");

        assertThat(api.recognised().text())
                .isEqualTo("records at /items (20), pages by number (page), total at /meta/total (1,234)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "records=/a,next=/n true",
                "records=/a,pageParameter=p,total=/t true",
                "records=/a,offsetParameter=o,pages=/t true",
                "records=/a,total=/t false",
                "total=/t,pageParameter=p false",
                "key=id false"
            })
    void isSaid_whereOptionsSayAll(String given, boolean all) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : given.split(",", -1)) {
            options.put(pair.split("=", -1)[0], pair.split("=", -1)[1]);
        }

        assertThat(Recogniser.isSaid(options)).isEqualTo(all);
    }
}
