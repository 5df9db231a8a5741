package io.pagesync.sandbox;

import static io.pagesync.sandbox.SandboxClient.LICENCE;
import static io.pagesync.sandbox.SandboxClient.PAGES;
import static io.pagesync.sandbox.SandboxClient.allIds;
import static io.pagesync.sandbox.SandboxClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Styles whose end one meets. */
class OpenStylesTest extends StyledSandbox {
    private static final List<Long> ALL = LongStream.rangeClosed(1, 45).boxed().toList();

    /** All ids, page by page, each asked for by what the answer before named; no more than ten. */
    private List<Long> follow(String first, Function<HttpResponse<String>, String> next) throws Exception {
        List<Long> ids = new ArrayList<>();
        String url = first;
        for (int page = 0; url != null && page < 10; page++) {
            HttpResponse<String> answer = client.get(url);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            ids.addAll(allIds(answer));
            url = next.apply(answer);
        }
        return ids;
    }

    @Test
    void unknownEnd_isEmptyBehindIt_andSaysNothing() throws Exception {
        start(SandboxStyle.UNKNOWN_END);
        HttpResponse<String> page = client.get(PAGES + "&per_page=30&page=3");
        assertThat(allIds(page)).containsExactly(41L, 42L, 43L, 44L, 45L);
        assertThat(page.headers().map()).doesNotContainKeys("link", "x-total-count");
        assertThat(client.get(PAGES + "&per_page=20&page=4").body()).isEqualTo("[]");
    }

    @Test
    void repeatingEnd_isTheLastPageAgain() throws Exception {
        start(SandboxStyle.REPEATING_END);
        assertThat(allIds(client.get(PAGES + "&per_page=20&page=9")))
                .isEqualTo(allIds(client.get(PAGES + "&per_page=20&page=3")))
                .hasSize(5);
    }

    @Test
    void linkNext_leadsOnUntilThereIsNone() throws Exception {
        start(SandboxStyle.LINK_NEXT);
        assertThat(follow(PAGES + "&limit=20", answer -> answer.headers()
                        .firstValue("Link")
                        .map(link -> link.replaceFirst("<(.*)>; rel=\"next\"", "$1"))
                        .orElse(null)))
                .isEqualTo(ALL);
        assertThat(sandbox.requests()).extracting(LoggedRequest::page).containsExactly(1, 2, 3);
    }

    @Test
    void nextUrl_isWhole_andNullAtLast() throws Exception {
        start(SandboxStyle.NEXT_URL);
        assertThat(follow(
                        PAGES + "&page_size=20",
                        answer -> json(answer).path("next").textValue()))
                .isEqualTo(ALL);
        assertThat(json(client.get(PAGES)).path("next").textValue()).startsWith(sandbox.baseUri() + "/v2/");
        assertThat(json(client.get(PAGES)).path("next").textValue()).contains("licenseNumber=" + LICENCE);
    }

    @Test
    void nextPath_hasNoServer_andIsMissingAtLast() throws Exception {
        start(SandboxStyle.NEXT_PATH);
        assertThat(follow(
                        PAGES + "&page%5Bsize%5D=20",
                        answer -> json(answer).path("links").path("next").textValue()))
                .isEqualTo(ALL);
        assertThat(json(client.get(PAGES)).path("links").path("next").textValue())
                .startsWith("/v2/packages/active?");
    }

    @Test
    void cursor_isTakenByAParameter() throws Exception {
        start(SandboxStyle.CURSOR);
        assertThat(follow(
                        PAGES + "&limit=20",
                        answer -> json(answer).path("next_cursor").isNull()
                                ? null
                                : PAGES + "&limit=20&cursor="
                                        + json(answer).path("next_cursor").textValue()))
                .isEqualTo(ALL);
    }

    @Test
    void cursorHeader_isMissingAtLast() throws Exception {
        start(SandboxStyle.CURSOR_HEADER);
        assertThat(follow(PAGES + "&limit=20", answer -> answer.headers()
                        .firstValue("X-Next-Cursor")
                        .map(cursor -> PAGES + "&limit=20&cursor=" + cursor)
                        .orElse(null)))
                .isEqualTo(ALL);
    }

    @Test
    void stripe_goesOnBehindARecord_andSaysWhetherThereAreMore() throws Exception {
        start(SandboxStyle.STRIPE);
        assertThat(follow(
                        PAGES + "&limit=20",
                        answer -> json(answer).path("has_more").booleanValue()
                                ? PAGES + "&limit=20&starting_after="
                                        + json(answer)
                                                .path("data")
                                                .findValues("id")
                                                .get(19)
                                : null))
                .isEqualTo(ALL);
    }

    @Test
    void mediaWiki_wantsAllThatItNamed() throws Exception {
        start(SandboxStyle.MEDIAWIKI);
        assertThat(follow(PAGES + "&palimit=20", answer -> {
                    JsonNode on = json(answer).path("continue");
                    return on.isMissingNode()
                            ? null
                            : PAGES + "&palimit=20&pacontinue="
                                    + on.path("pacontinue").textValue() + "&continue=-%7C%7C";
                }))
                .isEqualTo(ALL);
        assertThat(json(client.get(PAGES + "&pacontinue=20")).path("message").textValue())
                .isEqualTo("continue must be sent beside pacontinue");
    }

    @Test
    void searchAfter_takesTheArrayOfTheLastHit() throws Exception {
        start(SandboxStyle.SEARCH_AFTER);
        String body = "{\"size\":20,\"sort\":[{\"id\":\"asc\"}]";
        JsonNode first = json(client.post(PAGES, body + "}")).path("hits").path("hits");
        assertThat(first).hasSize(20);
        assertThat(allIds(client.post(
                        PAGES, body + ",\"search_after\":" + first.path(19).path("sort") + "}")))
                .contains(21L, 40L)
                .doesNotContain(20L, 41L);
        assertThat(json(client.post(PAGES, body + ",\"search_after\":[45]}"))
                        .path("hits")
                        .path("hits"))
                .isEmpty();
        assertThat(client.post(PAGES, body + ",\"search_after\":\"20\"}").statusCode())
                .isEqualTo(400);
        assertThat(client.post(PAGES, "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void graphQl_hasACursorOnTheLastPage_butNoNextOne() throws Exception {
        start(SandboxStyle.GRAPHQL);
        String query = "{\"query\":\"query($first: Int, $after: String) { packages(first: $first, after: $after) {"
                + " nodes { id } } }\",\"variables\":{\"first\":20";
        JsonNode first = json(client.post(PAGES, query + "}}")).path("data").path("packages");
        assertThat(first.path("totalCount").intValue()).isEqualTo(45);
        assertThat(first.path("pageInfo").path("hasNextPage").booleanValue()).isTrue();
        String second = query + ",\"after\":" + first.path("pageInfo").path("endCursor") + "}}";
        assertThat(allIds(client.post(PAGES, second))).startsWith(21L).hasSize(20);
        JsonNode all = json(client.post(PAGES, query + ",\"after\":null}}"));
        assertThat(all.path("data").path("packages").path("nodes")).hasSize(20);
        assertThat(client.post(PAGES, "{\"query\":\"{ nothing }\"}").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "CURSOR, &cursor=x, cursor must be what an answer",
        "LINK_NEXT, &page_info=eA%3D%3D, page_info must be what an answer",
        "STRIPE, &starting_after=x, starting_after must be the id",
        "CURSOR, &sort=lastModified&cursor=YWZ0ZXI6MjA%3D, sort must be id or label"
    })
    void cursor_thatCannotBe_isRefused(SandboxStyle style, String query, String message) throws Exception {
        start(style);
        HttpResponse<String> refused = client.get(PAGES + query);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("message").textValue()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "&sort=id:desc, 45, 25",
        "&filter=id__endswith:1, 1, 0",
    })
    void cursor_goesOnInTheOrderAskedFor(String query, long first, long second) throws Exception {
        start(SandboxStyle.CURSOR);
        HttpResponse<String> page = client.get(PAGES + query + "&limit=20");
        assertThat(allIds(page)).startsWith(first);
        String cursor = json(page).path("next_cursor").textValue();
        if (second > 0) {
            assertThat(allIds(client.get(PAGES + query + "&limit=20&cursor=" + cursor)))
                    .startsWith(second);
        } else {
            assertThat(cursor).isNull();
        }
    }

    @Test
    void cursor_ofADeletedRecord_losesNothing() throws Exception {
        start(SandboxStyle.CURSOR);
        String cursor =
                json(client.get(PAGES + "&limit=20")).path("next_cursor").textValue();
        sandbox.collection().delete(20);
        sandbox.collection().delete(1);
        assertThat(allIds(client.get(PAGES + "&limit=20&cursor=" + cursor))).startsWith(21L);
    }
}
