package io.pagesync.recognise;

import static io.pagesync.recognise.ScriptedApi.has;
import static io.pagesync.recognise.ScriptedApi.json;
import static io.pagesync.recognise.ScriptedApi.number;
import static io.pagesync.recognise.ScriptedApi.page;
import static io.pagesync.recognise.ScriptedApi.records;
import static io.pagesync.recognise.ScriptedApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that do not say how the next page is asked for: what further ones show. */
class TriedOutTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "{\"next_cursor\":\"dXNlcg==\"} next_cursor cursor",
                "{\"nextPageToken\":\"dXNlcg==\"} nextPageToken pageToken",
                "{\"next_page_token\":\"dXNlcg==\"} next_page_token page_token",
                "{\"nextPageToken\":\"dXNlcg==\"} nextPageToken nextPageToken",
                "{\"metadata\":{\"continue\":\"dXNlcg==\"}} metadata/continue continue",
                "{\"pages\":{\"page\":1,\"next\":{\"page\":2,\"starting_after\":\"dXNl\"}}}"
                        + " pages/next/starting_after starting_after",
                "{\"continuationToken\":\"dXNlcg==\"} continuationToken continuationToken",
                "{\"cursor\":\"dXNlcg==\"} cursor cursor",
                "{\"endCursor\":\"dXNlcg==\"} endCursor after",
                "{\"offset\":\"itr1/rec2\"} offset offset"
            })
    void cursor_inTheBody_isTakenByTheParameterThatItsNameTells(String envelope, String field, String parameter) {
        ScriptedApi api = new ScriptedApi(query ->
                json(envelope.replaceFirst("}$", ",\"items\":" + page(has(query, parameter) ? 10 : 0, 10, 95) + "}")));

        assertThat(api.at("/users"))
                .isEqualTo(Map.of("records", "/items", "next", "/" + field, "cursorParameter", parameter));
        assertThat(api.asked()).hasSizeBetween(1, 2);
        assertThat(api.recognised().decided()).isTrue();
    }

    /** The request that showed what takes the cursor has moved the scroll on. */
    @ParameterizedTest
    @CsvSource({"one, one, false", "one, two, true"})
    void cursor_thatIsTheSameForAllPages_theFirstPageIsAskedForAgain(String first, String second, boolean usable) {
        ScriptedApi api = new ScriptedApi(query -> json("{\"next_cursor\":\"" + (has(query, "cursor") ? second : first)
                + "\",\"items\":" + page(has(query, "cursor") ? 10 : 0, 10, 95) + "}"));

        assertThat(api.at("/users")).containsEntry("cursorParameter", "cursor");
        assertThat(api.recognised().firstPage()).isEqualTo(usable);
    }

    @ParameterizedTest
    @CsvSource({"cursor=abc, 1", "cursor=def, 0", "per_page=10, 0"})
    void link_thatChangesTheUrlsOwnCursor_isNotSureToBeBehindTheFirstPage(String query, int unsure) {
        ScriptedApi api = ScriptedApi.always("{\"next\":\"/users?cursor=def\",\"items\":" + page(0, 10, 95) + "}");

        assertThat(api.at("/users?" + query)).containsEntry("next", "/next");
        assertThat(api.recognised().unsure()).hasSize(unsure);
    }

    @ParameterizedTest
    @CsvSource({
        "cursor, *, /next_cursor, ''",
        "cursorMark, *, /nextCursorMark, '\"start\":0,'",
        "cursor, -1, /next_cursor, '\"page\":1,'"
    })
    void cursor_thatTheUrlBegins_isTakenWithoutATrial(String parameter, String first, String next, String repeated) {
        ScriptedApi api = ScriptedApi.always(
                "{" + repeated + "\"" + next.substring(1) + "\":\"Zm9v\",\"items\":" + page(0, 20, 95) + "}");

        assertThat(api.at("/works?rows=20&" + parameter + "=" + first))
                .containsEntry("next", next)
                .containsEntry("cursorParameter", parameter);
        assertThat(api.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "{\"meta\":{\"pagination\":{\"page\":1,\"pageSize\":20,\"pageCount\":5,\"total\":95}},\"data\":"
                        + " pageParameter pagination[page]",
                "{\"search_criteria\":{\"page_size\":20,\"current_page\":1},\"total_count\":95,\"items\":"
                        + " pageParameter searchCriteria[currentPage]",
                "{\"skip\":0,\"limit\":20,\"total\":95,\"data\": offsetParameter $skip"
            })
    void parameter_repeatedUnderAnotherName_isAskedForByItsOwn(String envelope, String kind, String parameter) {
        String encoded = parameter.replace("[", "%5B").replace("]", "%5D").replace("$", "%24");
        ScriptedApi api = new ScriptedApi(query -> {
            boolean first = !query.contains(encoded + "=2") && !query.contains(parameter + "=2");
            return json(envelope + page(first ? 0 : 20, 20, 95) + "}");
        });

        assertThat(api.at("/items")).containsEntry(kind, parameter);
    }

    @Test
    void parameter_repeatedByItsOwnName_staysWhereTheOtherIsIgnored() {
        ScriptedApi api = ScriptedApi.always(
                "{\"meta\":{\"pagination\":{\"page\":1,\"pageSize\":20,\"pageCount\":5,\"total\":95}},\"data\":"
                        + page(0, 20, 95) + "}");

        assertThat(api.at("/items"))
                .doesNotContainKey("pageParameter")
                .containsEntry("total", "/meta/pagination/total");
        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void cursor_ofAPost_saysThatItsBodyTakesIt() {
        ScriptedApi api = ScriptedApi.always("{\"items\":" + page(0, 10, 95) + ",\"next_cursor\":\"abc\"}");

        api.at("/users", "body", "{}");

        assertThat(api.recognised().unsure().toString()).contains("\"{cursor}\"", "body", "/next_cursor");
    }

    @Test
    void cursor_thatNoParameterTakes_isNotDecided() {
        ScriptedApi api = ScriptedApi.always("{\"items\":" + page(0, 10, 95) + ",\"next_cursor\":\"abc\"}");

        api.at("/users");

        assertThat(api.asked()).containsExactly("cursor=abc", "after=abc");
        assertThat(api.recognised().decided()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"20, 0", "21, 1"})
    void next_asLargeAsThePage_isAnOffsetIfOneTakesIt(int next, int first) {
        ScriptedApi api = new ScriptedApi(query ->
                json("{\"next\":" + next + ",\"items\":" + page(number(query, "offset", first) - first, 20, 95) + "}"));

        assertThat(api.at("/items"))
                .containsEntry("offsetParameter", "offset")
                .containsEntry("total", "none")
                .doesNotContainKey("next");
        assertThat(api.recognised().parameters()).containsEntry("firstOffset", "" + first);
        assertThat(api.asked()).containsExactly("offset=20");
    }

    @Test
    void next_asLargeAsThePage_isACursorIfNoOffsetTakesIt() {
        ScriptedApi api = new ScriptedApi(
                query -> json("{\"next\":20,\"items\":" + page(number(query, "cursor", 0), 20, 95) + "}"));

        assertThat(api.at("/items"))
                .isEqualTo(Map.of("records", "/items", "next", "/next", "cursorParameter", "cursor"));
        assertThat(api.asked()).containsExactly("offset=20", "cursor=20");
    }

    @Test
    void next_asLargeAsThePageAndTakenByNothing_isSaidWithWhatDecides() {
        ScriptedApi api = ScriptedApi.always("{\"next\":20,\"items\":" + page(0, 20, 95) + "}");

        api.at("/items");

        assertThat(api.recognised().unsure())
                .containsExactly(
                        "which parameter takes what is at /next; parameter cursorParameter says it, together with parameter next, or parameter"
                                + " offsetParameter if that is the next page's offset");
    }

    @Test
    void next_thatNothingTakes_besideATotal_leavesPagesByNumber() {
        ScriptedApi api = new ScriptedApi(query -> json("{\"count\":606,\"next\":\"x\",\"results\":"
                + page(100 * (number(query, "page", 1) - 1), 100, 606) + "}"));

        assertThat(api.at("/api/x/")).isEqualTo(Map.of("records", "/results", "total", "/count"));
        assertThat(api.asked()).containsExactly("cursor=x", "page=2");
        assertThat(api.recognised().decided()).isTrue();
    }

    @Test
    void lists_ofWhichOneIsAsGoodAsAnother_areNamedWithWhatDecides() {
        ScriptedApi api = new ScriptedApi(query -> json("{\"page\":1,\"total\":95,\"users\":" + page(0, 20, 95)
                + ",\"groups\":" + page(0, 7, 95) + ",\"tags\":[\"a\"]}"));

        assertThat(api.at("/search")).containsEntry("records", "/users");
        assertThat(api.recognised().unsure())
                .containsExactly("whether the records are at /users or at /groups, where there is a list like theirs;"
                        + " parameter records says it");
        assertThat(api.at("/groups")).containsEntry("records", "/groups");
        assertThat(api.recognised().unsure()).isEmpty();
        assertThat(api.at("/search", "records", "/groups")).doesNotContainKey("records");
        assertThat(api.recognised().unsure()).isEmpty();
    }

    @Test
    void list_ofPagesByNumber_isTriedOut() {
        ScriptedApi api = new ScriptedApi(query -> json(page(20 * (number(query, "page", 1) - 1), 20, 95)));

        assertThat(api.at("/items")).isEqualTo(Map.of("records", "", "total", "none"));
        assertThat(api.asked()).containsExactly("page=2", "page=1");
        assertThat(api.recognised().decided()).isTrue();
    }

    @Test
    void list_ofPagesByNumberFromZero_losesNoPage() {
        ScriptedApi api = new ScriptedApi(query -> json(page(20 * number(query, "page", 0), 20, 95)));

        assertThat(api.at("/items")).isEqualTo(Map.of("records", "", "total", "none", "firstPage", "0"));
        assertThat(api.recognised().decided()).isTrue();
    }

    @Test
    void list_ofPagesByOffset_isTriedOut() {
        ScriptedApi api = new ScriptedApi(query -> json(page(number(query, "offset", 0), 20, 95)));

        assertThat(api.at("/items?limit=20"))
                .isEqualTo(
                        Map.of("records", "", "total", "none", "offsetParameter", "offset", "sizeParameter", "limit"));
        assertThat(api.asked()).containsExactly("limit=20&offset=20");
    }

    /** The parameter of the size is an offset's, too; then one request more tells from where pages count. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void list_ofPagesByNumber_whoseSizeIsALimit(int first) {
        ScriptedApi api = new ScriptedApi(query -> json(page(20 * (number(query, "page", first) - first), 20, 95)));

        assertThat(api.at("/items?limit=20").getOrDefault("firstPage", "1")).isEqualTo("" + first);
        assertThat(api.asked()).containsExactly("limit=20&offset=20", "limit=20&page=2", "limit=20&page=1");
        assertThat(api.recognised().decided()).isTrue();
    }

    @Test
    void list_ofPagesByOffsetFromOne_losesNoRecord() {
        ScriptedApi api = new ScriptedApi(query -> json(page(number(query, "offset", 1) - 1, 20, 95)));

        assertThat(api.at("/items?limit=20")).containsEntry("firstOffset", "1");
    }

    @Test
    void list_ofPagesByOffset_whereTheParameterOfPagesIsRefused() {
        ScriptedApi api = new ScriptedApi(
                query -> has(query, "page") ? status(400) : json(page(number(query, "offset", 0), 20, 95)));

        assertThat(api.at("/items")).containsEntry("offsetParameter", "offset");
        assertThat(api.recognised().decided()).isTrue();
    }

    @Test
    void list_ofAnApiThatIgnoresWhatItDoesNotKnow_isNotDecided() {
        ScriptedApi api = ScriptedApi.always(page(0, 20, 95));

        assertThat(api.at("/items")).isEqualTo(Map.of("records", "", "total", "none"));
        assertThat(api.asked()).hasSize(2);
        assertThat(api.recognised().decided()).isFalse();
        assertThat(api.recognised().unsure()).singleElement().asString().contains("parameter next");
    }

    @Test
    void list_ofAnApiThatTakesUnknownParametersForFilters_isNotDecided() {
        ScriptedApi api =
                new ScriptedApi(query -> json(has(query, "page") || has(query, "offset") ? "[]" : page(0, 20, 95)));

        api.at("/items");

        assertThat(api.recognised().decided()).isFalse();
    }

    @Test
    void list_thatIsShorterThanWasAskedFor_isWhole() {
        ScriptedApi api = ScriptedApi.always(page(0, 100, 95));

        assertThat(api.at("/items?per_page=100"))
                .isEqualTo(Map.of("records", "", "total", "none", "sizeParameter", "per_page"));
        assertThat(api.recognised().decided()).isTrue();
    }

    @Test
    void list_thatIsShorterThanWasAskedFor_andMayBeAsLongAsTheApiGives_isNotDecided() {
        ScriptedApi api = ScriptedApi.always(page(0, 100, 1000));

        api.at("/items?per_page=500");

        assertThat(api.recognised().decided()).isFalse();
    }

    @Test
    void total_thatIsThatOfThePage_isNoneWhereThereAreOtherPages() {
        ScriptedApi api = new ScriptedApi(
                query -> json("{\"total\":20,\"items\":" + page(20 * (number(query, "page", 1) - 1), 20, 95) + "}"));

        assertThat(api.at("/items")).isEqualTo(Map.of("records", "/items", "total", "none"));
        assertThat(api.recognised().decided()).isTrue();
    }

    @Test
    void pages_thatAreFewerThanTheRecordsOfAPage_areCountedWhereOtherPagesWereSeen() {
        ScriptedApi api = new ScriptedApi(
                query -> json("{\"totalPages\":5,\"items\":" + page(20 * number(query, "page", 0), 20, 95) + "}"));

        assertThat(api.at("/items")).isEqualTo(Map.of("records", "/items", "pages", "/totalPages", "firstPage", "0"));
    }

    @Test
    void total_thatIsThatOfThePage_isTheApisWordWhereThereIsNoOtherPage() {
        ScriptedApi api = ScriptedApi.always("{\"total\":20,\"items\":" + page(0, 20, 20) + "}");

        assertThat(api.at("/items")).isEqualTo(Map.of("records", "/items"));
        assertThat(api.recognised().decided()).isTrue();
    }

    @Test
    void jsonServer0_withoutPages_isOneAnswer_asTheTotalOfAPageShows() {
        ScriptedApi api = new ScriptedApi(query -> {
            int page = number(query, "_page", 0);
            return page == 0
                    ? json(page(0, 100, 100), "X-Powered-By", "Express")
                    : json(
                            page(10 * (page - 1), 10, 100),
                            "X-Total-Count",
                            "100",
                            "Link",
                            "<http://h/posts?_page=" + (page + 1) + ">; rel=\"next\"");
        });

        assertThat(api.at("/posts")).isEqualTo(Map.of("records", "", "next", "header:Link", "end", "declared"));
        assertThat(api.asked()).containsExactly("page=2", "_page=2");
        assertThat(api.recognised().firstPage()).isTrue();
    }

    @Test
    void jsonServer1_withoutPages_isOneAnswer_asTheTotalOfAPageShows() {
        ScriptedApi api = new ScriptedApi(query -> {
            int page = number(query, "_page", 0);
            return page == 0
                    ? json(has(query, "page") ? "[]" : page(0, 100, 100), "X-Powered-By", "tinyhttp")
                    : json("{\"first\":1,\"prev\":1,\"next\":3,\"last\":10,\"pages\":10,\"items\":100,\"data\":"
                            + page(10 * (page - 1), 10, 100) + "}");
        });

        assertThat(api.at("/posts")).isEqualTo(Map.of("records", "", "next", "header:Link", "end", "declared"));
        assertThat(api.asked()).containsExactly("_page=2");
        assertThat(api.recognised().firstPage()).isTrue();
    }

    @Test
    void list_thatIsShorterThanTheTotalOfAPage_isPaged() {
        ScriptedApi api = new ScriptedApi(query -> {
            int page = number(query, "_page", 0);
            return page == 0
                    ? json(page(0, 100, 1000), "X-Powered-By", "tinyhttp")
                    : json("{\"items\":1000,\"data\":" + page(10 * (page - 1), 10, 1000) + "}");
        });

        assertThat(api.at("/posts")).isEqualTo(Map.of("pageParameter", "_page", "total", "/items"));
        assertThat(api.recognised().firstPage()).isFalse();
    }

    @Test
    void list_thatLeavesOutRecordsThatItsOffsetsCount_isNotWholeThoughShorterThanWasAskedFor() {
        ScriptedApi api = new ScriptedApi(query -> {
            int from = number(query, "startAt", 0) + 1;
            return json("[" + records(from, Math.min(from + 42, 200)) + "," + records(from + 47, from + 49) + "]");
        });

        api.at("/users?maxResults=50");

        assertThat(api.recognised().decided()).isFalse();
    }

    @Test
    void list_ofFortyEight_mayBeAsLongAsTheApiGives() {
        ScriptedApi api = ScriptedApi.always("{\"products\":" + page(0, 48, 200) + "}");

        api.at("/products?limit=100");

        assertThat(api.recognised().decided()).isFalse();
    }
}
