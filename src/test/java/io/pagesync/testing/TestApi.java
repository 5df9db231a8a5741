package io.pagesync.testing;

import io.pagesync.api.ApiSettings;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.budget.Budget;
import io.pagesync.api.credential.Auth;
import io.pagesync.api.rule.AnswerRule;
import io.pagesync.api.rule.AnswerRules;
import io.pagesync.auth.AuthSettings;
import io.pagesync.config.Configuration;
import io.pagesync.config.Variables;
import io.pagesync.rate.Backoff;
import io.pagesync.rate.limit.Quota;
import io.pagesync.settings.Naming;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Value;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of an API under test: no limit, short waits, whatever is not said. */
public final class TestApi {
    private final String name;
    private final URI baseUri;
    private double rate;
    private int concurrency = 10;
    private int attempts = 3;
    private Backoff backoff = new Backoff(Duration.ofMillis(2), Duration.ofMillis(20));
    private Duration maxPause = Duration.ofSeconds(30);
    private AnswerLimits limits =
            new AnswerLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(20), 16 * 1024 * 1024);
    private Auth auth = Auth.none();
    private Budget budget = Budget.NONE;
    private List<AnswerRule> rules = List.of();

    private TestApi(String name, URI baseUri) {
        this.name = name;
        this.baseUri = baseUri;
    }

    public static TestApi at(URI baseUri) {
        return new TestApi("t3", baseUri);
    }

    public static TestApi named(String name, URI baseUri) {
        return new TestApi(name, baseUri);
    }

    public TestApi rate(double perSecond) {
        rate = perSecond;
        return this;
    }

    public TestApi concurrency(int requests) {
        concurrency = requests;
        return this;
    }

    public TestApi attempts(int number) {
        attempts = number;
        return this;
    }

    public TestApi backoff(Duration initial) {
        backoff = new Backoff(initial, Duration.ofSeconds(30));
        return this;
    }

    public TestApi maxPause(Duration longest) {
        maxPause = longest;
        return this;
    }

    /** Limits beside the rate, as settings have them. */
    public TestApi quotas(String text) {
        budget = new Budget(Quota.list(text).orElseThrow(), 100);
        return this;
    }

    /** Rules, as settings have them. */
    public TestApi rules(String text) {
        rules = AnswerRules.parse("rules", text);
        return this;
    }

    public TestApi limits(AnswerLimits of) {
        limits = of;
        return this;
    }

    public TestApi auth(Auth of) {
        auth = of;
        return this;
    }

    /** Authentication by settings below {@code pagesync.api.t3.auth.}. */
    public TestApi auth(Map<String, String> settings, Map<String, String> environment) {
        Map<String, Value> values = new HashMap<>(Variables.read(environment, new Problems()));
        String prefix = "pagesync.api." + name + ".auth.";
        String type = settings.getOrDefault("type", "none");
        values.keySet()
                .removeIf(key -> !key.startsWith(prefix) || !AuthSettings.takes(type, key.substring(prefix.length())));
        values.put("pagesync.api." + name + ".base-url", Value.of(baseUri.toString(), "a test"));
        settings.forEach(
                (setting, text) -> values.put("pagesync.api." + name + ".auth." + setting, Value.of(text, "a test")));
        return auth(Configuration.api(name, values, Naming.ofFiles(name)).auth());
    }

    public ApiSettings settings() {
        return new ApiSettings(
                name,
                baseUri,
                rate,
                budget,
                concurrency,
                attempts,
                backoff,
                maxPause,
                rules,
                limits,
                Map.of("Accept", "application/json"),
                auth,
                ApiSettings.Transport.DIRECT,
                Naming.ofFiles(name));
    }
}
