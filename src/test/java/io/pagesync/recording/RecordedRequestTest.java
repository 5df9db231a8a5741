package io.pagesync.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecordedRequestTest {
    private static RecordedRequest get(String path, String query) {
        return new RecordedRequest("GET", path, query, null);
    }

    private static RecordedAnswer answer(RecordedRequest request, String file) {
        return new RecordedAnswer(request, null, 200, Map.of(), file, new byte[0]);
    }

    private static boolean matches(RecordedRequest recorded, RecordedRequest asked) {
        return recorded.matches(asked, Set.of());
    }

    private static RecordedRequest post(@Nullable String body) {
        return new RecordedRequest("POST", "/search", "", body);
    }

    @Test
    void matches_sameParametersInAnotherOrderAndEncoding_isTrue() {
        assertThat(matches(get("/items", "a=x%20y&b=2"), get("/items", "b=2&a=x+y")))
                .isTrue();
    }

    @Test
    void matches_anotherValueOrOneParameterMore_isFalse() {
        assertThat(matches(get("/items", "page=1"), get("/items", "page=2"))).isFalse();
        assertThat(matches(get("/items", "page=1"), get("/items", "page=1&size=5")))
                .isFalse();
        assertThat(matches(get("/items", "page=1&size=5"), get("/items", "page=1")))
                .isFalse();
    }

    @Test
    void matches_parameterThatWasLeftOut_isNotLookedAt() {
        assertThat(get("/items", "page=1").matches(get("/items", "page=1&token=x"), Set.of("token")))
                .isTrue();
    }

    @Test
    void matches_asterisk_standsForAnyAndAnEncodedOneForItself() {
        assertThat(matches(get("/items/*", "page=*"), get("/items/7", "page=3")))
                .isTrue();
        assertThat(matches(get("/items", "q=%2A"), get("/items", "q=3"))).isFalse();
        assertThat(matches(get("/items", "q=%2A"), get("/items", "q=*"))).isTrue();
    }

    @Test
    void matches_bodies_areComparedAsJson() {
        RecordedRequest recorded = post("{\"from\": \"*\", \"size\": 5}");

        assertThat(matches(recorded, post("{\"size\":5,\"from\":10}"))).isTrue();
        assertThat(matches(recorded, post("{\"size\":6,\"from\":10}"))).isFalse();
        assertThat(matches(recorded, post(null))).isFalse();
    }

    @Test
    void find_severalAnswers_takesTheMostExact() {
        Recording recording = new Recording(
                new Origin(""),
                Set.of(),
                "",
                List.of(answer(get("/items", "page=*"), "any"), answer(get("/items", "page=1"), "one")));

        assertThat(recording.find(get("/items", "page=1")).map(RecordedAnswer::file))
                .contains("one");
        assertThat(recording.find(get("/items", "page=2")).map(RecordedAnswer::file))
                .contains("any");
    }

    @Test
    void missing_anyRequest_namesTheNearest() {
        Recording recording = new Recording(
                new Origin(""),
                Set.of(),
                "",
                List.of(answer(get("/users", ""), "users"), answer(get("/items", "page=1&size=5"), "one")));

        assertThat(recording.missing(get("/items", "page=2&size=5")))
                .isEqualTo("GET /items?page=2&size=5 is not in the recording; the nearest is GET /items?page=1&size=5");
    }

    @Test
    void moved_linksToTheOrigin_leadToTheServer() {
        Origin origin = new Origin("https://api.example.com");

        assertThat(origin.moved(
                        "https://api.example.com/a http://api.example.com/b https:\\/\\/api.example.com\\/c"
                                + " https://api.example.com.evil/d https://api.example.com:99/e",
                        "http://127.0.0.1:8480"))
                .isEqualTo("http://127.0.0.1:8480/a http://127.0.0.1:8480/b http:\\/\\/127.0.0.1:8480\\/c"
                        + " https://api.example.com.evil/d https://api.example.com:99/e");
    }
}
