package io.pagesync.partition;

import io.pagesync.InvalidSettingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Windows of numbers, days or seconds, one behind the other: {@code 0..1000000/10000}, {@code 2024-01-01..now/P1M}, {@code
 * now-P30D..now/PT6H}. The last one is shorter where the step does not fit.
 *
 * @param from where the first begins, as it was written
 * @param to where the last ends, as it was written
 * @param step the length of each, as it was written
 */
record Windows(String from, String to, String step) implements Slices {
    private static final Pattern RELATIVE = Pattern.compile("now(?:-(P\\w+))?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long MOST = 10_000_000;

    /**
     * Windows that can be cut.
     *
     * @throws InvalidSettingException if they cannot
     */
    static Windows of(String from, String to, String step) {
        Windows windows = new Windows(from, to, step);
        try {
            var unused = windows.count(Instant.now());
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            throw new InvalidSettingException("the windows " + windows.text()
                    + " cannot be cut; write FROM..TO/STEP, with numbers (0..1000000/10000), days"
                    + " (2024-01-01..now/P1M) or times (2024-01-01T00:00:00Z..now/PT6H)");
        }
        return windows;
    }

    @Override
    public Set<String> placeholders() {
        return Set.of(Window.FROM, Window.TO, Window.LAST);
    }

    @Override
    public OptionalLong count(Instant now) {
        Cut cut = cut(now);
        long count = 0;
        while (cut.next() != null) {
            if (++count > MOST) {
                throw new InvalidSettingException(
                        "the windows " + text() + " are more than " + MOST + "; take a longer step");
            }
        }
        return OptionalLong.of(count);
    }

    @Override
    public Opened open(Instant now) {
        return cut(now);
    }

    private Cut cut(Instant now) {
        Axis axis = axis();
        long begin = tick(axis, from, now);
        long end = tick(axis, to, now);
        if (begin >= end) {
            throw new InvalidSettingException("the windows " + text() + " end before they begin");
        }
        return new Cut(axis, begin, end);
    }

    private Axis axis() {
        if (NUMBER.matcher(from).matches()) {
            return Axis.NUMBER;
        }
        String absolute = RELATIVE.matcher(from).matches() ? to : from;
        boolean days =
                DATE.matcher(absolute).matches() || (RELATIVE.matcher(absolute).matches() && !step.contains("T"));
        return days ? Axis.DATE : Axis.TIME;
    }

    private static long tick(Axis axis, String text, Instant now) {
        Matcher relative = RELATIVE.matcher(text);
        if (axis == Axis.NUMBER || !relative.matches()) {
            return axis.tick(text);
        }
        long behind = axis.behind(now);
        String back = relative.group(1);
        return back == null ? behind : moved(axis, behind, back, -1);
    }

    /** The tick so many steps of a length from another; counted from there, so that months keep their first day. */
    private static long moved(Axis axis, long from, String step, int times) {
        if (axis == Axis.NUMBER) {
            return Math.addExact(from, Math.multiplyExact(Long.parseLong(step), times));
        }
        if (step.contains("T")) {
            long seconds = Math.multiplyExact(Duration.parse(step).toSeconds(), times);
            return Math.addExact(from, axis == Axis.DATE ? Math.floorDiv(seconds, DAY) : seconds);
        }
        Instant at = Instant.ofEpochSecond(axis == Axis.DATE ? Math.multiplyExact(from, DAY) : from);
        Period all = Period.parse(step).multipliedBy(times);
        long seconds = at.atOffset(ZoneOffset.UTC).plus(all).toEpochSecond();
        return axis == Axis.DATE ? Math.floorDiv(seconds, DAY) : seconds;
    }

    private String text() {
        return from + ".." + to + "/" + step;
    }

    /** Where the cutting is. */
    private final class Cut implements Opened {
        private final Axis axis;
        private final long begin;
        private final long end;
        private long next;
        private int steps;

        Cut(Axis axis, long begin, long end) {
            this.axis = axis;
            this.begin = begin;
            this.end = end;
            this.next = begin;
        }

        @Override
        public @Nullable Slice next() {
            if (next >= end) {
                return null;
            }
            long at = next;
            next = Math.min(end, moved(axis, begin, step, ++steps));
            if (next <= at) {
                throw new InvalidSettingException("the windows " + text() + " have a step that leads nowhere");
            }
            return new Window(axis, at, next);
        }
    }
}
