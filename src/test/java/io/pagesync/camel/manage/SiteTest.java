package io.pagesync.camel.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.page.Json;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The web page and the REST interface of a context that has run, runs, and is asked to do something. */
@Timeout(180)
@SuppressWarnings("NullAway.Init")
final class SiteTest {
    private static final String TOKEN = "a-token-of-the-tests-4711";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> answers = new ArrayList<>();

    @TempDir
    Path folder = Path.of("");

    private Sandbox sandbox;
    private Engine engine;
    private Management management;

    private void start(boolean token, double rate, Faults faults) throws Exception {
        sandbox = Sandbox.start(SandboxSettings.builder()
                .records(250)
                .rateLimit(0)
                .faults(faults)
                .build());
        Map<String, String> settings = new HashMap<>(Map.of(
                "pagesync.management.port", "0",
                "pagesync.datasource.main.url", "jdbc:sqlite:" + folder.resolve("ledger.db"),
                "pagesync.ledger.data-source", "main"));
        if (token) {
            Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
            settings.put("pagesync.management.token-file", file.toString());
        }
        engine = Engine.withSettings(
                TestApi.at(sandbox.baseUri())
                        .rate(rate)
                        .concurrency(1)
                        .attempts(1)
                        .settings(),
                settings);
        TestSync.packages().pageSize(10).with("schedule", "0 0 2 * * ?").addTo(engine.context());
        management = Management.open(
                engine.context(),
                sentence -> {
                    throw new AssertionError(sentence);
                },
                said::add,
                () -> List.of("a line of the log"));
    }

    @AfterEach
    void stop() {
        management.close();
        engine.close();
        sandbox.close();
        assertThat(answers).as("the token is in no answer").noneMatch(answer -> answer.contains(TOKEN));
        assertThat(said).as("nor in the log").noneMatch(line -> line.contains(TOKEN));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        answers.add(answer.headers().map() + answer.body());
        return answer;
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(management.uri().orElseThrow().resolve(path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(at(path));
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(at(path).header("Authorization", "Bearer " + TOKEN).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> form(String path, String cookie, String fields) throws Exception {
        return send(at(path).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .POST(BodyPublishers.ofString(fields)));
    }

    private String logIn() throws Exception {
        HttpResponse<String> answer =
                form("/login", "none=1", "token=" + URLEncoder.encode(TOKEN, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private String csrf(String cookie) throws Exception {
        String page = send(at("/").header("Cookie", cookie)).body();
        Matcher field = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page);
        assertThat(field.find()).as(page).isTrue();
        return field.group(1);
    }

    private void awaitNoRun() {
        await().until(() -> OpenRuns.of(engine.context()).open().isEmpty());
    }

    @Test
    void pages_ofASyncThatHasRun_showHowItStands() throws Exception {
        start(false, 0, Faults.none());
        String run = Pipeline.run(engine.context(), "packages").run();

        assertThat(get("/").body())
                .contains("<a href=\"/syncs/packages\">packages</a>")
                .contains("</span> fresh</span>")
                .contains("href=\"/runs/" + run + "\"")
                .contains("a line of the log")
                .doesNotContain("<form", "Log in");
        assertThat(get("/syncs/packages").body())
                .contains("250 records in 25 pages")
                .contains("counted, end seen")
                .contains("0 0 2 * * ?");
        assertThat(get("/runs/" + run).body())
                .contains("</span> complete</span>")
                .contains("title=\"page 25: delivered\"")
                .doesNotContain("title=\"page 26");
        assertThat(get("/assets/page.css").headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
    }

    @Test
    void pages_thatAreNotThere_areNotFound() throws Exception {
        start(false, 0, Faults.none());

        assertThat(get("/syncs/package").statusCode()).isEqualTo(404);
        assertThat(get("/syncs/package").body()).contains("did you mean packages?");
        assertThat(get("/runs/1").statusCode()).isEqualTo(404);
        assertThat(get("/assets/head.mustache").statusCode()).isEqualTo(404);
        assertThat(get("/etc").statusCode()).isEqualTo(404);
        HttpResponse<String> problem = get("/api/v1/syncs/package");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Json.MAPPER.readTree(problem.body()).get("detail").textValue())
                .isEqualTo("there is no sync named 'package'; did you mean packages?");
    }

    @Test
    void rest_tellsOfSyncsAndRuns_inParts() throws Exception {
        start(false, 0, Faults.none());
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            runs.add(0, Pipeline.run(engine.context(), "packages").run());
        }

        JsonNode sync = json("/api/v1/syncs").get("syncs").get(0);
        assertThat(sync.get("state").textValue()).isEqualTo("fresh");
        assertThat(sync.get("last").get("run").textValue()).isEqualTo(runs.get(0));
        assertThat(sync.get("lateFrom").textValue()).endsWith("Z");
        assertThat(json("/api/v1/syncs?after=packages").get("syncs")).isEmpty();
        assertThat(json("/api/v1/syncs/packages").get("parameters").get("api")).isNull();
        JsonNode first = json("/api/v1/syncs/packages/runs?limit=2");
        assertThat(first.get("runs")).hasSize(2);
        assertThat(first.get("next").textValue())
                .isEqualTo(first.get("runs").get(1).get("run").textValue());
        JsonNode rest =
                json("/api/v1/syncs/packages/runs?before=" + first.get("next").textValue());
        assertThat(rest.get("runs")).hasSize(1);
        assertThat(rest.has("next")).isFalse();
        assertThat(json("/api/v1/runs/" + runs.get(0)).get("pages")).hasSize(25);
        assertThat(get("/api/v1/syncs?limit=0").body())
                .contains("limit is '0'; it must be a whole number from 1 to 200");
    }

    @Test
    void rest_isDescribedByOpenApi_everyPathOfIt() throws Exception {
        start(true, 0, Faults.none());
        JsonNode openApi = json("/api/v1/openapi.json");

        openApi.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    String real = "/api/v1" + path.getKey().replaceAll("\\{\\w+}", "none");
                    try {
                        HttpResponse<String> answer =
                                switch (method) {
                                    case "get" -> send(at(real).header("Authorization", "Bearer " + TOKEN));
                                    case "post" -> post(real, "");
                                    default -> null;
                                };
                        if (answer != null) {
                            assertThat(answer.body()).as(real).doesNotContain("there is no such path");
                        }
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }));
    }

    @Test
    void actions_withoutAToken_areOff() throws Exception {
        start(false, 0, Faults.none());

        assertThat(post("/api/v1/syncs/packages/run", "").statusCode()).isEqualTo(403);
        assertThat(form("/syncs/packages/run", "none=1", "csrf=").statusCode()).isEqualTo(403);
        assertThat(get("/login").statusCode()).isEqualTo(404);
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void actions_withoutTheRightToken_areRefused() throws Exception {
        start(true, 0, Faults.none());
        HttpResponse<String> none = send(at("/api/v1/syncs/packages/run").POST(BodyPublishers.noBody()));
        HttpResponse<String> wrong = send(at("/api/v1/syncs/packages/run")
                .header("Authorization", "Bearer " + "x".repeat(25))
                .POST(BodyPublishers.noBody()));
        HttpResponse<String> formAlone = form("/syncs/packages/run", "none=1", "csrf=");
        String cookie = logIn();
        HttpResponse<String> noSecret = form("/syncs/packages/run", cookie, "csrf=");
        HttpResponse<String> otherSite = send(at("/syncs/packages/run")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .header("Origin", "https://attacker.example")
                .POST(BodyPublishers.ofString("csrf=" + csrf(cookie))));
        HttpResponse<String> cookieAtRest =
                send(at("/api/v1/syncs/packages/run").header("Cookie", cookie).POST(BodyPublishers.noBody()));

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(formAlone.statusCode()).isEqualTo(403);
        assertThat(noSecret.statusCode()).isEqualTo(403);
        assertThat(otherSite.statusCode()).isEqualTo(403);
        assertThat(cookieAtRest.statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/actions").statusCode()).isEqualTo(401);
        assertThat(get("/actions").statusCode()).isEqualTo(303);
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void run_isBegun_shownLive_stopped_goneOnWith_andNoted() throws Exception {
        start(true, 5, Faults.none());
        JsonNode begun = Json.MAPPER.readTree(
                post("/api/v1/syncs/packages/run", "{\"fresh\":true}").body());
        String run = begun.get("run").textValue();

        assertThat(begun.get("result").textValue()).isEqualTo("it has begun");
        JsonNode live = json("/api/v1/runs/" + run).get("live");
        assertThat(live.get("limit").doubleValue()).isEqualTo(5);
        assertThat(json("/api/v1/syncs/packages").get("state").textValue()).isEqualTo("running");
        assertThat(get("/runs/" + run).body()).contains("<h2>Now</h2>");
        HttpResponse<String> again = post("/api/v1/syncs/packages/run", "");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("is running already (run " + run + ")");
        assertThat(post("/api/v1/syncs/packages/reset", "").statusCode()).isEqualTo(409);
        await().until(() -> json("/api/v1/runs/" + run).get("pages") != null);

        assertThat(post("/api/v1/runs/" + run + "/stop", "").statusCode()).isEqualTo(202);
        awaitNoRun();
        assertThat(json("/api/v1/runs/" + run).get("report").get("stopped").textValue())
                .isEqualTo("a person stopped it");
        assertThat(post("/api/v1/runs/" + run + "/stop", "").body()).contains("is over already");
        assertThat(post("/api/v1/runs/" + run + "/approve", "").statusCode()).isEqualTo(409);
        assertThat(post("/api/v1/runs/" + run + "/retry", "{\"refused\":true}").body())
                .contains("has no refused records");
        assertThat(Json.MAPPER
                        .readTree(post("/api/v1/runs/" + run + "/retry", "").body())
                        .get("run")
                        .textValue())
                .isEqualTo(run);
        awaitNoRun();
        assertThat(json("/api/v1/runs/" + run).get("verdict").textValue()).isEqualTo("COMPLETE");

        assertThat(post("/api/v1/syncs/packages/reset", "").body()).contains("1 run forgotten");
        assertThat(json("/api/v1/syncs/packages").get("state").textValue()).isEqualTo("never run");
        JsonNode actions = Json.MAPPER
                .readTree(send(at("/api/v1/actions").header("Authorization", "Bearer " + TOKEN))
                        .body())
                .get("actions");
        assertThat(actions).hasSize(9);
        assertThat(actions.get(0).get("who").textValue()).isEqualTo("token from 127.0.0.1");
        assertThat(actions.get(8).get("run").textValue()).isEqualTo(run);
        assertThat(said).hasSize(9);
    }

    @Test
    void forms_ofAPersonWhoHasLoggedIn_actAndLogOut() throws Exception {
        start(true, 0, Faults.none().withFailingPages(Map.of(3, 500)));
        String cookie = logIn();
        String csrf = "csrf=" + URLEncoder.encode(csrf(cookie), StandardCharsets.UTF_8);

        URI run = URI.create(form("/syncs/packages/run", cookie, csrf)
                .headers()
                .firstValue("Location")
                .orElseThrow());
        awaitNoRun();
        String page = send(at(run.toString()).header("Cookie", cookie)).body();
        assertThat(page).contains("Retry what is missing", "title=\"page 3: failed\"", "<h2>Failed pages</h2>");
        assertThat(send(at("/syncs/packages/reset").header("Cookie", cookie)).body())
                .contains("Forget all runs");
        assertThat(form("/syncs/packages/reset", cookie, csrf).body()).contains("1 run forgotten");
        assertThat(send(at("/actions").header("Cookie", cookie)).body())
                .contains("log-in from 127.0.0.1", "1 run forgotten");

        assertThat(form("/logout", cookie, csrf).statusCode()).isEqualTo(303);
        assertThat(form("/syncs/packages/run", cookie, csrf).statusCode()).isEqualTo(403);
    }
}
