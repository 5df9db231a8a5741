package io.pagesync.rate.limit;

import io.pagesync.rate.limit.Lane.Want;
import io.pagesync.rate.limit.SharedPermits.Grant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** Several processes with {@link Lane}s, one {@link SharedLine} and a server, driven by events in true time. */
final class SimulatedCluster {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    /** What happens beside the work. */
    enum Weather {
        /** Nothing unusual. */
        CALM,
        /** Messages that take long, threads that wake late, processes that are stopped. */
        STORM,
        /** Connections that take long to open, so that requests leave long after they had a permit. */
        SLOW_CONNECTIONS,
        /** An API that asks to be left alone now and then, in a storm. */
        PAUSES
    }

    private record Event(long at, long number, Runnable what) {}

    private record Pause(long seen, long until) {}

    private final Random random;
    private final Weather weather;
    private final SharedLine line = new SharedLine();
    private final List<Member> processes = new ArrayList<>();
    private final List<Long> arrivals = new ArrayList<>();
    private final List<Long> taken = new ArrayList<>();
    private final List<Pause> pauses = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long number;
    private long time;
    private long rowFree;
    private long databaseAhead = 7_200 * SECOND;
    private long awayFrom = Long.MAX_VALUE;
    private long awayUntil;
    private int waiting = 10;
    private long slowFrom = Long.MAX_VALUE;
    private long slowBy;
    private int early;

    SimulatedCluster(int rate, int count, Weather weather, long seed) {
        this.random = new Random(seed);
        this.weather = weather;
        for (int i = 0; i < count; i++) {
            processes.add(new Member(rate));
        }
        if (weather == Weather.PAUSES) {
            at(SECOND, this::pauseSomewhere);
        }
    }

    /** From this second on, the database's clock shows so many seconds more. */
    void setDatabaseClock(int second, int by) {
        at(second * SECOND, () -> databaseAhead += by * SECOND);
    }

    void databaseAway(int from, int until) {
        awayFrom = from * SECOND;
        awayUntil = until * SECOND;
    }

    /** How many workers of each process wait, from the beginning on. */
    void setWaiting(int workers) {
        waiting = workers;
    }

    /** From this second on, its answers take so many milliseconds more. */
    void databaseSlow(int from, int by) {
        slowFrom = from * SECOND;
        slowBy = by * MILLI;
    }

    void run(int seconds) {
        processes.forEach(each -> at(random.nextInt(50) * MILLI, each::look));
        while (!events.isEmpty() && events.peek().at() <= seconds * SECOND) {
            Event next = events.remove();
            time = next.at();
            next.what().run();
        }
        Collections.sort(arrivals);
    }

    int arrived() {
        return arrivals.size();
    }

    long arrivedBetween(double from, double until) {
        return arrivals.stream()
                .filter(each -> each >= from * SECOND && each < until * SECOND)
                .count();
    }

    /** In any window, whenever it begins. */
    int busiestSecond() {
        int most = 0;
        int first = 0;
        for (int i = 0; i < arrivals.size(); i++) {
            while (arrivals.get(i) - arrivals.get(first) >= SECOND) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }

    /** How many were used before the database's clock had come to their moment. */
    int tooEarly() {
        return early;
    }

    /** How many were used although a pause was written, and every process had the time to see it. */
    long duringPauses() {
        return taken.stream()
                .filter(each -> pauses.stream().anyMatch(pause -> each > pause.seen() && each < pause.until()))
                .count();
    }

    private void at(long when, Runnable what) {
        events.add(new Event(when, number++, what));
    }

    private long database() {
        return time + databaseAhead;
    }

    private boolean storm() {
        return weather == Weather.STORM || weather == Weather.PAUSES;
    }

    /** One way of a message to the database. */
    private long way() {
        long usual = 100 * MICRO + random.nextInt(700) * MICRO;
        return storm() && random.nextInt(50) == 0 ? usual + random.nextInt(200) * MILLI : usual;
    }

    private long wakesLate() {
        long usual = 50 * MICRO + random.nextInt(300) * MICRO;
        return storm() && random.nextInt(100) == 0 ? usual + random.nextInt(60) * MILLI : usual;
    }

    private void pauseSomewhere() {
        at(time + way(), () -> {
            long length = 2 * SECOND + random.nextInt(3000) * MILLI;
            line.pause(database(), length);
            pauses.add(new Pause(time + Lane.FRESH + 2 * Lane.SLOW, time + length));
        });
        at(time + 5 * SECOND + random.nextInt(5000) * MILLI, this::pauseSomewhere);
    }

    /** One of them: workers that always wait for a permit, on a clock of its own. */
    private final class Member {
        private final long ahead = random.nextLong() / 4;
        private final Lane lane;
        private boolean asking;
        private long stoppedUntil;
        private long version;

        Member(int rate) {
            lane = new Lane(rate, clock());
            if (storm()) {
                at(random.nextInt(20) * SECOND, this::stop);
            }
        }

        private long clock() {
            return time + ahead + time / 20_000;
        }

        private void stop() {
            stoppedUntil = time + random.nextInt(5000) * MILLI;
            at(stoppedUntil + random.nextInt(20) * SECOND, this::stop);
        }

        private void lookAt(long when) {
            long mine = ++version;
            at(when, () -> {
                if (mine == version) {
                    look();
                }
            });
        }

        private void look() {
            if (time < stoppedUntil) {
                lookAt(stoppedUntil + wakesLate());
                return;
            }
            long now = clock();
            Want want = asking ? Want.NOTHING : lane.want(now, lane.pausedUntil(), waiting);
            if (want.at() != Lane.NEVER && want.at() - now <= 0) {
                ask(want.permits(), now);
            }
            long due = lane.due(now);
            if (due != Lane.NEVER && due - now <= 0 && lane.pausedUntil() - now <= 0) {
                early += database() < lane.take() ? 1 : 0;
                taken.add(time);
                send(due);
                lookAt(time + 20 * MICRO);
                return;
            }
            long sleep = 10 * SECOND;
            if (due != Lane.NEVER) {
                sleep = Math.min(sleep, Math.max(1, Math.max(due, lane.pausedUntil()) - now));
            }
            if (!asking && want.at() != Lane.NEVER) {
                sleep = Math.min(sleep, Math.max(1, want.at() - now));
            }
            lookAt(time + sleep + wakesLate());
        }

        private void send(long due) {
            long opens =
                    weather == Weather.SLOW_CONNECTIONS && random.nextInt(20) == 0 ? random.nextInt(800) * MILLI : 0;
            long leaves = time + opens + 50 * MICRO + random.nextInt(500) * MICRO;
            at(leaves, () -> {
                if (time < stoppedUntil) {
                    at(stoppedUntil, () -> leave(due));
                } else {
                    leave(due);
                }
            });
        }

        private void leave(long due) {
            lane.sent(due, clock());
            arrivals.add(time + 100 * MICRO + random.nextInt(1500) * MICRO);
        }

        private void ask(int permits, long asked) {
            asking = true;
            at(time + way(), () -> {
                if (time >= awayFrom && time < awayUntil) {
                    at(time + 300 * MILLI, this::fail);
                    return;
                }
                long turn = Math.max(time, rowFree);
                rowFree = turn + (permits == 0 ? 0 : 300 * MICRO + random.nextInt(2000) * MICRO);
                at(turn, () -> {
                    Grant grant = permits == 0
                            ? line.look(database())
                            : line.reserve(database(), permits, lane.apart(), lane.ahead());
                    long slow = time >= slowFrom ? slowBy : 0;
                    at(Math.max(time, rowFree) + way() + slow, () -> come(grant, asked));
                });
            });
        }

        private void come(Grant grant, long asked) {
            if (time < stoppedUntil) {
                at(stoppedUntil + wakesLate(), () -> come(grant, asked));
                return;
            }
            asking = false;
            lane.granted(grant, asked, clock());
            look();
        }

        private void fail() {
            asking = false;
            lane.failed(clock());
            look();
        }
    }
}
