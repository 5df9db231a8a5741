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

/** How APIs page, by their first answers: the shapes are those of APIs that many people know. */
class RecogniserTest {
    /** An API that shows all in its first answer is asked nothing more. */
    private static void assertByOneAnswer(ScriptedApi api, Map<String, String> found, Map<String, String> expected) {
        assertThat(found).isEqualTo(expected);
        assertThat(api.asked()).isEmpty();
        assertThat(api.recognised().decided()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"id\":1},{\"id\":2}],\"total\":620,\"page\":1,\"pageSize\":2}",
                "{\"total\":620,\"pageSize\":2,\"data\":[{\"id\":1},{\"id\":2}]}",
                "{\"data\":[{\"id\":1},{\"id\":2}],\"total\":2,\"page\":1,\"pageSize\":100}",
                "{\"data\":[],\"total\":0,\"page\":1,\"pageSize\":100}"
            })
    void t3_isWhatIsMeantWhereNothingIsSaid(String body) {
        ScriptedApi api = ScriptedApi.always(body);

        assertByOneAnswer(api, api.at("/v2/packages/active?licenseNumber=L&pageSize=2"), Map.of());
        assertThat(api.recognised().firstPage()).isTrue();
    }

    @Test
    void wordpress_byItsHeaders() {
        ScriptedApi api = ScriptedApi.always(
                page(0, 10, 57),
                "X-WP-Total",
                "57",
                "X-WP-TotalPages",
                "6",
                "Link",
                "<https://h/wp-json/wp/v2/posts?page=2>; rel=\"next\"");

        assertByOneAnswer(api, api.at("/wp-json/wp/v2/posts"), Map.of("records", "", "total", "header:X-WP-Total"));
    }

    @Test
    void wordpress_onOnePage_isRecognisedToo() {
        ScriptedApi api = ScriptedApi.always(page(0, 10, 5), "X-WP-Total", "5", "X-WP-TotalPages", "1");

        assertByOneAnswer(
                api,
                api.at("/wp-json/wp/v2/posts?per_page=10"),
                Map.of("records", "", "total", "header:X-WP-Total", "sizeParameter", "per_page"));
    }

    @Test
    void github_byTheLinksOfItsHeader() {
        ScriptedApi api = ScriptedApi.always(
                page(0, 30, 300),
                "Link",
                "<https://h/repositories/1/issues?per_page=30&page=2>; rel=\"next\","
                        + " <https://h/repositories/1/issues?per_page=30&page=10>; rel=\"last\"");

        assertByOneAnswer(
                api,
                api.at("/repos/a/b/issues?per_page=30"),
                Map.of("records", "", "pages", "header:Link", "sizeParameter", "per_page"));
    }

    @Test
    void githubSearch_byTotalAndItems() {
        ScriptedApi api = ScriptedApi.always(
                "{\"total_count\":300,\"incomplete_results\":false,\"items\":" + page(0, 30, 300) + "}",
                "Link",
                "<https://h/search/issues?q=x&page=2>; rel=\"next\", <https://h/search/issues?q=x&page=10>; rel=\"last\"");

        assertByOneAnswer(api, api.at("/search/issues?q=x"), Map.of("records", "/items", "total", "/total_count"));
    }

    @Test
    void gitlab_byItsHeaders() {
        ScriptedApi api = ScriptedApi.always(
                page(0, 20, 45), "X-Total", "45", "X-Total-Pages", "3", "X-Page", "1", "X-Next-Page", "2");

        assertByOneAnswer(api, api.at("/api/v4/projects"), Map.of("records", "", "total", "header:X-Total"));
    }

    @Test
    void shopify_byTheCursorInItsLink() {
        ScriptedApi api = ScriptedApi.always(
                "{\"products\":" + page(0, 20, 95) + "}",
                "Link",
                "<https://h/admin/products.json?limit=20&page_info=abc>; rel=\"next\"");

        assertByOneAnswer(
                api,
                api.at("/admin/products.json?limit=20"),
                Map.of("records", "/products", "next", "header:Link", "sizeParameter", "limit"));
    }

    @Test
    void stripe_byTheIdOfTheLastRecord() {
        ScriptedApi api = ScriptedApi.always("{\"object\":\"list\",\"url\":\"/v1/charges\",\"has_more\":true,\"data\":["
                + "{\"id\":\"ch_1\"},{\"id\":\"ch_2\"}]}");

        assertByOneAnswer(
                api,
                api.at("/v1/charges?limit=2"),
                Map.of(
                        "next", "last:/id",
                        "more", "/has_more",
                        "cursorParameter", "starting_after",
                        "sizeParameter", "limit"));
    }

    @Test
    void openAi_byTheLastIdBesideTheRecords() {
        ScriptedApi api =
                ScriptedApi.always("{\"object\":\"list\",\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"first_id\":\"a\","
                        + "\"last_id\":\"b\",\"has_more\":true}");

        assertByOneAnswer(
                api, api.at("/v1/files"), Map.of("next", "/last_id", "more", "/has_more", "cursorParameter", "after"));
    }

    @Test
    void drf_byPageNumbers() {
        ScriptedApi api =
                ScriptedApi.always("{\"count\":606,\"next\":\"http://h/api/x/?page=2\",\"previous\":null,\"results\":"
                        + page(0, 100, 606) + "}");

        assertByOneAnswer(api, api.at("/api/x/"), Map.of("records", "/results", "total", "/count"));
    }

    @Test
    void drf_byOffsets() {
        ScriptedApi api =
                ScriptedApi.always("{\"count\":606,\"next\":\"http://h/api/x/?limit=100&offset=100\",\"previous\":null,"
                        + "\"results\":" + page(0, 100, 606) + "}");

        assertByOneAnswer(
                api,
                api.at("/api/x/?limit=100"),
                Map.of(
                        "records",
                        "/results",
                        "total",
                        "/count",
                        "offsetParameter",
                        "offset",
                        "sizeParameter",
                        "limit"));
    }

    @Test
    void drf_byCursors() {
        ScriptedApi api =
                ScriptedApi.always("{\"next\":\"http://h/api/x/?cursor=cD0yMDA%3D\",\"previous\":null,\"results\":"
                        + page(0, 100, 606) + "}");

        assertByOneAnswer(api, api.at("/api/x/"), Map.of("records", "/results", "next", "/next"));
    }

    @Test
    void drf_onOnePage_namesNoNext() {
        ScriptedApi api =
                ScriptedApi.always("{\"count\":5,\"next\":null,\"previous\":null,\"results\":" + page(0, 100, 5) + "}");

        assertByOneAnswer(api, api.at("/api/x/"), Map.of("records", "/results", "next", "/next", "total", "/count"));
    }

    @Test
    void odata_byItsNextLink() {
        ScriptedApi api = ScriptedApi.always("{\"@odata.context\":\"$metadata#P\",\"@odata.count\":50,\"value\":"
                + page(0, 20, 50) + ",\"@odata.nextLink\":\"https://h/P?$count=true&$skiptoken=20\"}");

        assertByOneAnswer(
                api,
                api.at("/P?$count=true"),
                Map.of("records", "/value", "next", "/@odata.nextLink", "total", "/@odata.count"));
    }

    @Test
    void jsonApi_byPageNumbersAndTheLastLink() {
        ScriptedApi api = ScriptedApi.always(
                "{\"data\":" + page(0, 10, 95) + ",\"links\":{\"self\":\"http://h/a?page[number]=1\","
                        + "\"next\":\"http://h/a?page%5Bnumber%5D=2&page%5Bsize%5D=10\","
                        + "\"last\":\"http://h/a?page%5Bnumber%5D=10&page%5Bsize%5D=10\"},\"included\":[{\"id\":7},{\"id\":8}]}");

        assertByOneAnswer(
                api,
                api.at("/a"),
                Map.of("pageParameter", "page[number]", "pages", "/links/last", "sizeParameter", "page[size]"));
    }

    @Test
    void jsonApi_byACursor() {
        ScriptedApi api = ScriptedApi.always("{\"data\":" + page(0, 10, 95)
                + ",\"links\":{\"next\":\"/a?page[after]=Zm9v\"},\"meta\":{\"page\":{\"hasMore\":true}}}");

        assertByOneAnswer(api, api.at("/a"), Map.of("next", "/links/next"));
    }

    @Test
    void springDataRest_byPageNumbersFromZero() {
        ScriptedApi api = ScriptedApi.always("{\"_embedded\":{\"people\":" + page(0, 20, 95)
                + "},\"_links\":{\"first\":{\"href\":\"http://h/people?page=0&size=20\"},"
                + "\"self\":{\"href\":\"http://h/people\"},\"next\":{\"href\":\"http://h/people?page=1&size=20\"},"
                + "\"last\":{\"href\":\"http://h/people?page=4&size=20\"}},"
                + "\"page\":{\"size\":20,\"totalElements\":95,\"totalPages\":5,\"number\":0}}");

        assertByOneAnswer(
                api,
                api.at("/people"),
                Map.of(
                        "records", "/_embedded/people",
                        "firstPage", "0",
                        "total", "/page/totalElements",
                        "sizeParameter", "size"));
    }

    @Test
    void springData_withoutLinks_byTheNumberBesideTheRecords() {
        ScriptedApi api = ScriptedApi.always(
                "{\"content\":" + page(0, 20, 95) + ",\"pageable\":{\"pageNumber\":0,\"pageSize\":20,"
                        + "\"sort\":{\"sorted\":false},\"offset\":0,\"paged\":true},\"last\":false,\"totalElements\":95,"
                        + "\"totalPages\":5,\"first\":true,\"size\":20,\"number\":0,\"numberOfElements\":20,\"empty\":false}");

        assertThat(api.at("/people"))
                .containsEntry("records", "/content")
                .containsEntry("firstPage", "0")
                .containsEntry("total", "/totalElements")
                .doesNotContainKeys("offsetParameter", "pageParameter");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void laravel_byItsNextPageUrl() {
        ScriptedApi api = ScriptedApi.always("{\"current_page\":1,\"data\":" + page(0, 15, 50)
                + ",\"first_page_url\":\"http://h/a?page=1\",\"from\":1,\"last_page\":4,"
                + "\"last_page_url\":\"http://h/a?page=4\",\"links\":[{\"url\":null,\"label\":\"Previous\",\"active\":false}],"
                + "\"next_page_url\":\"http://h/a?page=2\",\"path\":\"http://h/a\",\"per_page\":15,\"prev_page_url\":null,"
                + "\"to\":15,\"total\":50}");

        assertByOneAnswer(api, api.at("/a"), Map.of("sizeParameter", "per_page"));
    }

    @Test
    void elasticsearch_byOffsets() {
        ScriptedApi api = ScriptedApi.always(
                "{\"took\":3,\"timed_out\":false,\"_shards\":{\"total\":1},\"hits\":{\"total\":{\"value\":57,"
                        + "\"relation\":\"eq\"},\"max_score\":1.0,\"hits\":[{\"_id\":\"a\",\"_source\":{}},{\"_id\":\"b\",\"_source\":{}}]}}");

        assertByOneAnswer(
                api,
                api.at("/index/_search?size=2"),
                Map.of(
                        "records", "/hits/hits",
                        "offsetParameter", "from",
                        "total", "/hits/total/value",
                        "sizeParameter", "size"));
    }

    @Test
    void elasticsearch_withALowerBoundForATotal_hasNone() {
        ScriptedApi api = ScriptedApi.always("{\"took\":3,\"hits\":{\"total\":{\"value\":10000,\"relation\":\"gte\"},"
                + "\"hits\":[{\"_id\":\"a\"},{\"_id\":\"b\"}]}}");

        assertThat(api.at("/index/_search?size=2")).containsEntry("total", "none");
        assertThat(api.recognised().unsure()).singleElement().asString().contains("lower bound");
    }

    @Test
    void mediawiki_byItsContinueObject() {
        ScriptedApi api = ScriptedApi.always(
                "{\"batchcomplete\":true,\"continue\":{\"apcontinue\":\"B\",\"continue\":\"-||\"},\"query\":"
                        + "{\"allpages\":[{\"pageid\":1,\"title\":\"A\"},{\"pageid\":2,\"title\":\"AB\"}]}}");

        assertByOneAnswer(
                api,
                api.at("/w/api.php?action=query&list=allpages&format=json"),
                Map.of("records", "/query/allpages", "next", "/continue"));
    }

    @Test
    void hubspot_byTheLinkBesideItsCursor() {
        ScriptedApi api = ScriptedApi.always("{\"results\":" + page(0, 10, 95)
                + ",\"paging\":{\"next\":{\"after\":\"10\",\"link\":\"https://h/crm/v3/objects/contacts?after=10\"}}}");

        assertByOneAnswer(
                api, api.at("/crm/v3/objects/contacts"), Map.of("records", "/results", "next", "/paging/next/link"));
    }

    @Test
    void dummyjson_byTheOffsetItRepeats() {
        ScriptedApi api =
                ScriptedApi.always("{\"products\":" + page(0, 30, 194) + ",\"total\":194,\"skip\":0,\"limit\":30}");

        assertByOneAnswer(
                api,
                api.at("/products"),
                Map.of("records", "/products", "offsetParameter", "skip", "sizeParameter", "limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/posts", "/posts?$limit=100"})
    void feathers_takesWhatItRepeatsWithADollar(String url) {
        // Feathers 5: a filter by a field "skip", which no record has, lets nothing through.
        ScriptedApi api = new ScriptedApi(
                query -> json("{\"total\":12345,\"limit\":100,\"skip\":" + number(query, "%24skip", 0) + ",\"data\":"
                        + (has(query, "skip") ? "[]" : page(number(query, "%24skip", 0), 100, 12345)) + "}"));

        assertThat(api.at(url)).isEqualTo(Map.of("offsetParameter", "$skip", "sizeParameter", "$limit"));
        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void offset_thatIsRepeatedBesideTheSameWords_butTakesNoDollar_isWhatItIsCalled() {
        ScriptedApi api = new ScriptedApi(query -> json("{\"total\":300,\"limit\":100,\"skip\":"
                + number(query, "skip", 0) + ",\"data\":" + page(number(query, "skip", 0), 100, 300) + "}"));

        assertThat(api.at("/posts")).isEqualTo(Map.of("offsetParameter", "skip", "sizeParameter", "limit"));
        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void jira_byTheOffsetItRepeats() {
        ScriptedApi api = ScriptedApi.always(
                "{\"startAt\":0,\"maxResults\":50,\"total\":120,\"issues\":" + page(0, 50, 120) + "}");

        assertByOneAnswer(
                api,
                api.at("/rest/api/2/search"),
                Map.of("records", "/issues", "offsetParameter", "startAt", "sizeParameter", "maxResults"));
    }

    @Test
    void solr_byTheOffsetItRepeats() {
        ScriptedApi api = ScriptedApi.always(
                "{\"responseHeader\":{\"status\":0,\"QTime\":1},\"response\":{\"numFound\":120,\"start\":0,"
                        + "\"docs\":" + page(0, 10, 120) + "}}");

        assertThat(api.at("/solr/c/select?rows=10"))
                .containsEntry("records", "/response/docs")
                .containsEntry("offsetParameter", "start")
                .containsEntry("total", "/response/numFound");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void jsonServer1_askedForAPage_isRecognisedByIt() {
        ScriptedApi api = ScriptedApi.always(
                "{\"first\":1,\"prev\":null,\"next\":2,\"last\":10,\"pages\":10,\"items\":100,\"data\":"
                        + page(0, 10, 100) + "}");

        assertByOneAnswer(
                api,
                api.at("/posts?_page=1&_per_page=10"),
                Map.of("pageParameter", "_page", "total", "/items", "sizeParameter", "_per_page"));
    }

    @Test
    void postgrest_byItsContentRange() {
        ScriptedApi api = ScriptedApi.always(page(0, 25, 3573), "Content-Range", "0-24/3573");
        ScriptedApi paged = new ScriptedApi(
                query -> json(page(number(query, "offset", 0), 25, 3573), "Content-Range", "0-24/3573"));

        assertThat(paged.at("/people?limit=25"))
                .isEqualTo(Map.of(
                        "records",
                        "",
                        "offsetParameter",
                        "offset",
                        "total",
                        "header:Content-Range",
                        "sizeParameter",
                        "limit"));
        assertThat(paged.asked()).containsExactly("limit=25&offset=25");
        assertThat(api.at("/people?offset=0")).containsEntry("offsetParameter", "offset");
        assertThat(api.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "{\"next_cursor\":\"dXNlcg==\"} next_cursor cursor",
                "{\"nextPageToken\":\"dXNlcg==\"} nextPageToken pageToken",
                "{\"next_page_token\":\"dXNlcg==\"} next_page_token page_token",
                "{\"continuationToken\":\"dXNlcg==\"} continuationToken continuationToken",
                "{\"cursor\":\"dXNlcg==\"} cursor cursor",
                "{\"offset\":\"itr1/rec2\"} offset offset"
            })
    void cursor_inTheBody_isTakenByTheParameterThatItsNameTells(String envelope, String field, String parameter) {
        ScriptedApi api = new ScriptedApi(query ->
                json(envelope.replace("}", ",\"items\":" + page(has(query, parameter) ? 10 : 0, 10, 95) + "}")));

        assertThat(api.at("/users"))
                .isEqualTo(Map.of("records", "/items", "next", "/" + field, "cursorParameter", parameter));
        assertThat(api.asked()).hasSize(1);
        assertThat(api.recognised().decided()).isTrue();
    }

    @Test
    void cursor_thatNoParameterTakes_isNotDecided() {
        ScriptedApi api = ScriptedApi.always("{\"items\":" + page(0, 10, 95) + ",\"next_cursor\":\"abc\"}");

        api.at("/users");

        assertThat(api.asked()).containsExactly("cursor=abc", "after=abc");
        assertThat(api.recognised().decided()).isFalse();
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
