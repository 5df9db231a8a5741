package io.pagesync.recognise;

import static io.pagesync.recognise.ScriptedApi.has;
import static io.pagesync.recognise.ScriptedApi.json;
import static io.pagesync.recognise.ScriptedApi.number;
import static io.pagesync.recognise.ScriptedApi.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** APIs that many people know, recognised by the shape of their first answers, and at most by one more. */
class KnownShapesTest {
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

    /** It leaves out what one may not see, so the next page does not begin behind as many records as came. */
    @ParameterizedTest
    @CsvSource({"nextPageStart, 41", "nextPageStart, 25", "nextOffset, 41"})
    void bitbucketServer_byWhereItSaysThatTheNextPageBegins(String name, int next) {
        ScriptedApi api = ScriptedApi.always("{\"start\":0,\"limit\":25,\"isLastPage\":false,\"" + name + "\":" + next
                + ",\"values\":" + page(0, 25, 194) + "}");

        assertByOneAnswer(
                api,
                api.at("/rest/api/1.0/repos?limit=25&start=0"),
                Map.of("records", "/values", "next", "/" + name, "cursorParameter", "start", "sizeParameter", "limit"));
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

    @Test
    void stac_byTheLinkInItsList_wherever() {
        ScriptedApi api = ScriptedApi.always("{\"type\":\"FeatureCollection\",\"features\":" + page(0, 10, 95)
                + ",\"links\":[{\"rel\":\"self\",\"href\":\"http://h/items\"},"
                + "{\"rel\":\"next\",\"href\":\"http://h/items?token=next:abc\",\"method\":\"GET\"}]}");

        assertByOneAnswer(api, api.at("/items"), Map.of("records", "/features", "next", "/links/next"));
    }
}
