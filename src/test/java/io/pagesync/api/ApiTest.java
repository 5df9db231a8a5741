package io.pagesync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pagesync.api.credential.Secret;
import io.pagesync.rate.Allowance;
import io.pagesync.testing.TestApi;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ApiTest {
    @Test
    void takeSlot_allTaken_waits() throws InterruptedException {
        Api api = api(2, Map.of());
        Attempt first = new Attempt();
        api.takeSlot(first);
        api.takeSlot(new Attempt());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> api.takeSlot(new Attempt())).isInstanceOf(InterruptedException.class);
        api.over(first);
        api.takeSlot(new Attempt());
    }

    @Test
    void over_toldTwice_freesOneSlotOnly() throws InterruptedException {
        Api api = api(1, Map.of());
        Attempt first = new Attempt();
        api.takeSlot(first);
        api.over(first);
        api.over(first);
        api.takeSlot(new Attempt());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> api.takeSlot(new Attempt())).isInstanceOf(InterruptedException.class);
    }

    @Test
    void pause_upToTheLongest_isSatOut() {
        Api api = api(1, Map.of());
        api.pause(Duration.ofSeconds(60));
        assertThat(api.pace().pauseLeft()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(60));
        assertThat(api.pauses()).isEqualTo(1);
    }

    @Test
    void pause_toldByManyAnswers_countsOnce() {
        Api api = api(1, Map.of());
        for (int i = 0; i < 10; i++) {
            api.pause(Duration.ofSeconds(50));
        }
        assertThat(api.pauses()).isEqualTo(1);
    }

    @Test
    void pause_ofNoLength_isNone() {
        Api api = api(1, Map.of());
        api.pause(Duration.ZERO);
        assertThat(api.pauses()).isZero();
    }

    @Test
    void pause_longerThanTheLongest_saysUntilWhenAndWhatToDo() {
        Api api = api(1, Map.of());
        assertThatThrownBy(() -> api.pause(Duration.ofSeconds(61)))
                .isInstanceOf(PauseTooLongException.class)
                .hasMessageMatching("the API wants no request until \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"
                        + " \\(61 s from now\\), longer than the 60 s we sit out; run again after that time, or allow"
                        + " a longer pause \\(pagesync.api.t3.max-pause\\)");
        assertThat(api.pace().pauseLeft()).isZero();
    }

    @Test
    void takePermit_whenAQuotaIsUsedUp_waitsAndSaysOnceUntilWhen() throws InterruptedException {
        Api api = new Api(TestApi.at(URI.create("https://h"))
                .quotas("1/h")
                .maxPause(Duration.ofHours(2))
                .settings());
        List<String> told = new CopyOnWriteArrayList<>();
        api.notes().listener(told::add);
        assertThat(api.takePermit(new Attempt())).isTrue();

        for (int i = 0; i < 2; i++) {
            Thread waiting = new Thread(() -> {
                try {
                    var unused = api.takePermit(new Attempt());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            waiting.start();
            await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            waiting.interrupt();
            waiting.join();
        }

        assertThat(told)
                .singleElement()
                .asString()
                .matches("the limit of 1/h of API t3 is used up; its requests wait until \\S+Z");
        assertThat(api.notes().since(0))
                .containsExactly("the limit of 1/h was used up, and all requests waited until it was free again");
        assertThat(api.notes().since(api.notes().times())).isEmpty();
    }

    @Test
    void mask_severalSecrets_masksAll() {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        secrets.put("A", Secret.fromEnvironment("V", Map.of("V", "first-one")));
        secrets.put("B", Secret.fromEnvironment("V", Map.of("V", "second-one")));
        assertThat(api(1, secrets).mask("first-one, second-one, third")).isEqualTo("***, ***, third");
    }

    @Test
    void inFlight_isWhatHasAPermitAndNoAnswer() throws InterruptedException {
        Api api = api(1, Map.of());
        Attempt first = new Attempt();
        Attempt second = new Attempt();
        api.takePermit(first);
        api.takePermit(second);
        api.over(first);
        api.over(first);
        api.over(new Attempt());
        assertThat(api.inFlight()).isEqualTo(1);
    }

    @Test
    void allowed_byTheAnswerToALaterPermit_countsAnEarlierOneThatHasNotLeftYet() throws InterruptedException {
        Api api = api(2, Map.of());
        Attempt earlier = new Attempt();
        Attempt later = new Attempt();
        api.takePermit(earlier);
        api.takePermit(later);

        api.allowed(later, new Allowance(1, Optional.of(Duration.ofSeconds(20)), Optional.empty()));

        assertThat(api.pace().waitLeft()).isGreaterThan(Duration.ofSeconds(10));
    }

    private static Api api(int concurrency, Map<String, Secret> secrets) {
        return new Api(ApiSettingsTest.settings(10, concurrency, 3, secrets, URI.create("https://h")));
    }
}
