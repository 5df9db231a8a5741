package io.pagesync.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.pagesync.page.Page;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not as they should be, as a caller of the Java API meets them. */
final class AnswersTest {
    private static final String ONE = "{\"data\":[{\"id\":1}],\"total\":1,\"pageSize\":100}";

    private WireMockServer server;
    private PagesyncClient client;

    @BeforeEach
    void start() {
        server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        client = Clients.at(URI.create("http://127.0.0.1:" + server.port())).open();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop();
    }

    private CollectionLoad answering(String body) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withBody(body)));
        return client.collection("/items");
    }

    private CollectionLoad answeringOnce(ResponseDefinitionBuilder first) {
        server.stubFor(any(anyUrl())
                .inScenario("s")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("later"));
        server.stubFor(any(anyUrl())
                .inScenario("s")
                .whenScenarioStateIs("later")
                .willReturn(aResponse().withBody(ONE)));
        return client.collection("/items");
    }

    private int requests() {
        return server.getAllServeEvents().size();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504})
    void page_answeredWithAStatusThatMayPass_isAskedForAgain(int status) {
        assertThat(answeringOnce(aResponse().withStatus(status)).records()).hasSize(1);
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void page_whoseConnectionBreaks_isAskedForAgain() {
        assertThat(answeringOnce(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                        .records())
                .hasSize(1);
        assertThat(requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422, 501})
    void page_answeredWithAStatusThatWillStay_failsAtOnceWithIt(int status) {
        CollectionLoad load = answeringOnce(aResponse().withStatus(status).withBody("{\"message\":\"not so\"}"));

        PageFailedException error = catchThrowableOfType(PageFailedException.class, load::records);

        assertThat(error.status()).isEqualTo(status);
        assertThat(error.page()).isEqualTo(1);
        assertThat(error.method()).isEqualTo("GET");
        assertThat(error.url()).endsWith("/items?page=1");
        assertThat(error.reason()).isEqualTo("'not so'");
        assertThat(error.pages()).isEmpty();
        assertThat(requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":[{\"id\":1}],\"pageSize\":100} | say where the number of records is (set(\"total\", ...)), or where each page names the next one (set(\"next\", ...)), or none, if the API tells no total (set(\"total\", ...))",
                "{\"data\":[],\"total\":5,\"pageSize\":0} | ask for a page size (pageSize(...))",
                "{\"data\":[{\"id\":1}],\"total\":1,\"pageSize\":\"x\"} | say where the page size is (set(\"size\", ...))",
                "{\"data\":[{\"no\":1}],\"total\":1,\"pageSize\":9} | no record of the first page has the key id (key(...)); there is no"
            })
    void firstPage_thatCannotBe_namesTheMethodThatMendsIt(String body, String words) {
        CollectionLoad load = answering(body).key("id");

        assertThatThrownBy(load::records)
                .isInstanceOf(InvalidFirstPageException.class)
                .hasMessageEndingWith(words);
    }

    @Test
    void answer_withoutCredentials_namesTheMethodThatGivesThem() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));

        assertThatThrownBy(() -> client.collection("/items").records())
                .hasMessageContaining("check the credentials: set(\"auth.type\", ...) says who asks");
    }

    @Test
    void tooManyRequests_forGood_namesTheMethodThatMendsIt() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(429)));

        assertThatThrownBy(() -> client.collection("/items").records())
                .hasMessageContaining("there is no rate limit here, set one (rateLimit(...))");
    }

    @Test
    void parameter_thatCannotBe_isNamedByItsMethod() {
        assertThatThrownBy(() -> client.collection("/items").pageSize(-1).records())
                .hasMessage("pageSize(...) is '-1'; it must be a whole number from 0 to 2147483647");
        assertThatThrownBy(() -> client.collection("/items")
                        .key("none")
                        .set("verify", "bracketed")
                        .records())
                .hasMessage("verify is bracketed, which compares keys, but the key is none; name one, such as id"
                        + " (key(...))");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "\"25\"", "25.0"})
    void total_aWholeNumberInAnyForm_isTaken(String total) {
        String records = IntStream.rangeClosed(1, 25)
                .mapToObj(id -> "{\"id\":" + id + "}")
                .collect(Collectors.joining(",", "[", "]"));
        Page[] pages = answering("{\"data\":" + records + ",\"total\":" + total + ",\"pageSize\":100}")
                .pages()
                .toArray(new Page[0]);

        assertThat(pages).singleElement().extracting(Page::total).hasToString("OptionalLong[25]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"id\":1}],\"pageSize\":100}",
                "{\"data\":[{\"id\":1}],\"total\":null,\"pageSize\":100}",
                "{\"data\":[{\"id\":1}],\"total\":\"many\",\"pageSize\":100}",
                "{\"data\":[{\"id\":1}],\"total\":-1,\"pageSize\":100}",
                "{\"data\":[],\"total\":5}",
                "{\"total\":5,\"pageSize\":100}",
                "[1, 2]",
                "<html>"
            })
    void firstPage_thatDoesNotSayEnough_isOneClearError(String body) {
        CollectionLoad load = answering(body);

        assertThatThrownBy(load::records)
                .isInstanceOfSatisfying(
                        InvalidFirstPageException.class,
                        error -> assertThat(error.report().pages().planned()).isZero())
                .hasMessageNotContaining("Exception");
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void query_ofAnyParameters_isPassedOnEncodedAndRepeated() {
        answering(ONE)
                .query("tag", List.of("a b", "c&d"))
                .query("number", new int[] {1, 2})
                .query("filterLogic", "and")
                .query("sort", null)
                .pageSize(100)
                .records();

        assertThat(server.getAllServeEvents())
                .singleElement()
                .extracting(event -> event.getRequest().getUrl())
                .isEqualTo("/items?tag=a%20b&tag=c%26d&number=1&number=2&filterLogic=and&pageSize=100&page=1");
    }

    @Test
    void onlyPage_empty_isTheResult() {
        assertThat(answering("{\"data\":[],\"total\":0,\"pageSize\":0}").pages())
                .singleElement()
                .extracting(Page::getSize)
                .isEqualTo(0);
    }

    @Test
    void otherShape_toldByPointers_isRead() {
        assertThat(answering("{\"items\":[{\"id\":1}],\"meta\":{\"count\":1}}")
                        .set("records", "/items")
                        .set("total", "/meta/count")
                        .records())
                .singleElement()
                .hasToString("{\"id\":1}");
    }
}
