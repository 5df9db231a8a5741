package io.pagesync.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.PagesyncException;
import io.pagesync.api.credential.Authorization.Wait;
import io.pagesync.api.credential.Authorization.Worker;
import io.pagesync.api.credential.Credential;
import io.pagesync.api.credential.LogIn;
import io.pagesync.api.credential.LogInFailedException;
import io.pagesync.api.credential.Secret;
import io.pagesync.api.credential.Secrets;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which worker logs in, and when; by a clock that stands still until it is told otherwise. */
@Timeout(180)
final class TokenKeeperTest {
    private static final int WORKERS = 50;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger logIns = new AtomicInteger();
    private final Secrets seen = new Secrets();
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    private volatile Optional<Duration> lifetime = Optional.empty();
    private volatile String password = "first-password";
    private volatile boolean wrong;
    private final TokenKeeper keeper = new TokenKeeper(new FakeLogIn(), now::get, seen);

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void credential_wantedByManyWorkers_isGotByOneLogIn() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Credential>> got = all(() -> keeper.credential(new FakeWorker() {
            @Override
            public LogIn.Token logIn(LogIn.Request request) {
                inside.countDown();
                awaitUninterrupted(go);
                return super.logIn(request);
            }
        }));
        inside.await();
        go.countDown();

        assertThat(credentials(got)).hasSize(1);
        assertThat(logIns).hasValue(1);
    }

    @Test
    void credential_longBeforeItsEnd_isKept() {
        lifetime = Optional.of(Duration.ofHours(24));
        Credential first = keeper.credential(new FakeWorker());
        pass(Duration.ofHours(24).minus(Duration.ofSeconds(61)));

        assertThat(keeper.credential(new FakeWorker())).isSameAs(first);
        assertThat(logIns).hasValue(1);
    }

    @Test
    void credential_aMinuteBeforeItsEnd_isRenewed() {
        lifetime = Optional.of(Duration.ofHours(24));
        Credential first = keeper.credential(new FakeWorker());
        pass(Duration.ofHours(24).minus(Duration.ofSeconds(60)));

        assertThat(keeper.credential(new FakeWorker())).isNotSameAs(first);
        assertThat(logIns).hasValue(2);
    }

    @Test
    void credential_ofAShortLife_isRenewedWhenATenthIsLeft() {
        lifetime = Optional.of(Duration.ofSeconds(10));
        Credential first = keeper.credential(new FakeWorker());
        pass(Duration.ofMillis(8999));
        assertThat(keeper.credential(new FakeWorker())).isSameAs(first);
        pass(Duration.ofMillis(1));

        assertThat(keeper.credential(new FakeWorker())).isNotSameAs(first);
    }

    @Test
    void credential_whileOneWorkerRenewsIt_isTheOldOneForTheOthers() {
        lifetime = Optional.of(Duration.ofSeconds(100));
        Credential old = keeper.credential(new FakeWorker());
        pass(Duration.ofSeconds(95));

        Credential renewed = keeper.credential(new FakeWorker() {
            @Override
            public LogIn.Token logIn(LogIn.Request request) {
                assertThat(keeper.credential(new FakeWorker())).isSameAs(old);
                return super.logIn(request);
            }
        });

        assertThat(renewed).isNotSameAs(old);
        assertThat(logIns).hasValue(2);
    }

    @Test
    void credential_renewalFailsBeforeTheEnd_staysTheOldOneUntilThen() {
        lifetime = Optional.of(Duration.ofSeconds(100));
        Credential old = keeper.credential(new FakeWorker());
        wrong = true;
        pass(Duration.ofSeconds(95));

        assertThat(keeper.credential(new FakeWorker())).isSameAs(old);
        assertThat(keeper.credential(new FakeWorker())).isSameAs(old);
        assertThat(logIns).hasValue(2);
        pass(Duration.ofSeconds(5));
        assertThatThrownBy(() -> keeper.credential(new FakeWorker())).isInstanceOf(LogInFailedException.class);
        assertThat(logIns).hasValue(2);
    }

    @Test
    void refused_byTheApiForManyWorkers_isFollowedByOneLogIn() throws Exception {
        Credential old = keeper.credential(new FakeWorker());
        keeper.accepted(old);

        List<Future<Credential>> got = all(() -> {
            assertThat(keeper.refused(old)).isTrue();
            return keeper.credential(new FakeWorker());
        });

        assertThat(credentials(got)).hasSize(1).doesNotContain(old);
        assertThat(logIns).hasValue(2);
    }

    @Test
    void refused_lateWithATokenThatWasRenewed_causesNoLogIn() {
        Credential old = keeper.credential(new FakeWorker());
        keeper.accepted(old);
        keeper.refused(old);
        Credential current = keeper.credential(new FakeWorker());

        assertThat(keeper.refused(old)).isTrue();
        assertThat(keeper.credential(new FakeWorker())).isSameAs(current);
        assertThat(keeper.newest(old)).isSameAs(current);
        assertThat(logIns).hasValue(2);
    }

    @Test
    void refused_twoFreshTokensInARow_failsEveryWorkerWithoutAThirdLogIn() {
        Credential first = keeper.credential(new FakeWorker());
        assertThat(keeper.refused(first)).isTrue();
        Credential second = keeper.credential(new FakeWorker());
        assertThat(keeper.refused(second)).isFalse();

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> keeper.credential(new FakeWorker()))
                    .isInstanceOf(LogInFailedException.class)
                    .hasMessage("the API refuses (401) the token that its log-in has just given; check the password");
        }
        assertThat(logIns).hasValue(2);
    }

    @Test
    void logIn_withAWrongPassword_isSentOnceAndFailsAllWorkersWithOneSentence() throws Exception {
        wrong = true;

        List<Future<Credential>> got = all(() -> keeper.credential(new FakeWorker()));

        Set<String> sentences = got.stream().map(TokenKeeperTest::error).collect(Collectors.toSet());
        assertThat(sentences).containsExactly("wrong password");
        assertThat(logIns).hasValue(1);
    }

    @Test
    void logIn_thatHasFailed_isTriedAgainAfterAMinute() {
        wrong = true;
        assertThat(failed()).isEqualTo("wrong password");
        wrong = false;
        pass(TokenKeeper.REFUSED_FOR.minusNanos(1));
        assertThat(failed()).isEqualTo("wrong password");
        pass(Duration.ofNanos(1));

        assertThat(keeper.credential(new FakeWorker())).isNotNull();
        assertThat(logIns).hasValue(2);
    }

    @Test
    void logIn_thatHasFailed_isTriedAtOnceWithAnotherPassword() {
        wrong = true;
        assertThat(failed()).isEqualTo("wrong password");
        wrong = false;
        password = "second-password";

        assertThat(keeper.credential(new FakeWorker())).isNotNull();
        assertThat(logIns).hasValue(2);
    }

    @Test
    void logIn_whoseWorkerIsStopped_passesToTheNext() {
        assertThatThrownBy(() -> keeper.credential(new FakeWorker() {
                    @Override
                    public LogIn.Token logIn(LogIn.Request request) {
                        throw new PagesyncException("stopped");
                    }
                }))
                .hasMessage("stopped");

        assertThat(keeper.credential(new FakeWorker())).isNotNull();
        assertThat(logIns).hasValue(1);
    }

    @Test
    void credential_whileAnotherLogsIn_canBeInterrupted() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Future<Credential> leader = workers.submit(() -> keeper.credential(new FakeWorker() {
            @Override
            public LogIn.Token logIn(LogIn.Request request) {
                inside.countDown();
                awaitUninterrupted(go);
                return super.logIn(request);
            }
        }));
        inside.await();
        AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
        Thread waiting = new Thread(() -> keeper.credential(new FakeWorker()));
        waiting.setUncaughtExceptionHandler((thread, e) -> error.set(e));
        waiting.start();
        Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);

        waiting.interrupt();
        waiting.join();
        go.countDown();

        assertThat(error.get()).hasMessage("stopped");
        assertThat(leader.get()).isNotNull();
    }

    @Test
    void usable_betweenARefusalAndTheNextLogIn_isNothing() {
        Credential old = keeper.credential(new FakeWorker());
        assertThat(keeper.usable(old)).isTrue();
        keeper.refused(old);
        assertThat(keeper.usable(old)).isFalse();

        keeper.credential(new FakeWorker());

        // It would go out with the newest.
        assertThat(keeper.usable(old)).isTrue();
    }

    @Test
    void forbidden_aTokenThatHasReadPages_isRenewed() {
        Credential old = keeper.credential(new FakeWorker());
        keeper.accepted(old);

        assertThat(keeper.forbidden(old)).isTrue();

        assertThat(keeper.credential(new FakeWorker())).isNotSameAs(old);
        // Another worker that sent the old one.
        assertThat(keeper.forbidden(old)).isTrue();
        assertThat(logIns).hasValue(2);
    }

    @Test
    void forbidden_aTokenThatHasReadNothing_isKept() {
        Credential first = keeper.credential(new FakeWorker());

        assertThat(keeper.forbidden(first)).isFalse();
        assertThat(keeper.credential(new FakeWorker())).isSameAs(first);
    }

    @Test
    void forbidden_againAtOnce_isThePagesOwn() {
        Credential first = keeper.credential(new FakeWorker());
        keeper.accepted(first);
        keeper.forbidden(first);
        Credential second = keeper.credential(new FakeWorker());
        keeper.accepted(second);

        assertThat(keeper.forbidden(second)).isFalse();
        pass(TokenKeeper.FORBIDDEN_ONCE_IN);
        assertThat(keeper.forbidden(second)).isTrue();
    }

    @Test
    void tokens_ofThePast_areMasked() {
        Credential old = keeper.credential(new FakeWorker());
        keeper.accepted(old);
        keeper.refused(old);
        keeper.credential(new FakeWorker());

        assertThat(seen.mask("token-number-1, token-number-2")).isEqualTo("***, ***");
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private String failed() {
        try {
            keeper.credential(new FakeWorker());
            return "";
        } catch (LogInFailedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private List<Future<Credential>> all(Callable<Credential> work) {
        List<Future<Credential>> got = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            got.add(workers.submit(work));
        }
        return got;
    }

    private static Set<Credential> credentials(List<Future<Credential>> got) throws Exception {
        Set<Credential> credentials = new java.util.HashSet<>();
        for (Future<Credential> each : got) {
            credentials.add(each.get());
        }
        return credentials;
    }

    private static String error(Future<Credential> failed) {
        try {
            failed.get();
            return "";
        } catch (java.util.concurrent.ExecutionException e) {
            return String.valueOf(java.util.Objects.requireNonNull(e.getCause()).getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private class FakeWorker implements Worker {
        @Override
        public void whileWaiting(Wait wait) {
            try {
                wait.await();
            } catch (InterruptedException e) {
                throw new PagesyncException("stopped", e);
            }
        }

        @Override
        public LogIn.Token logIn(LogIn.Request request) {
            int number = logIns.incrementAndGet();
            if (wrong) {
                throw new LogInFailedException("wrong password", null);
            }
            return new LogIn.Token(Secret.of("token-number-" + number), lifetime);
        }
    }

    private final class FakeLogIn implements LogIn {
        @Override
        public URI url() {
            return URI.create("http://h/login");
        }

        @Override
        public String cure() {
            return "check the password";
        }

        @Override
        public Request request() {
            return new Request(Secret.of(password), "text/plain", Map.of());
        }

        @Override
        public Token token(byte[] answer) {
            throw new IllegalStateException("nobody asks");
        }
    }
}
