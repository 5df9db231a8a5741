package io.pagesync.api.budget;

import io.pagesync.rate.limit.Quota;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What may be asked of an API beside its rate, and which part of all its limits is ours.
 *
 * @param quotas so many requests in so long a window each, the shares of others taken off
 * @param share our part of all limits in percent, 1 to 100; rate and quotas are that part already
 */
public record Budget(List<Quota> quotas, int share) {
    /** The rate alone. */
    public static final Budget NONE = new Budget(List.of(), 100);

    /** Copies the list. */
    public Budget {
        quotas = List.copyOf(quotas);
    }

    /** The part of a rate that is left to us, without the noise of binary fractions. */
    public static double share(double perSecond, int percent) {
        return BigDecimal.valueOf(perSecond)
                .multiply(BigDecimal.valueOf(percent).movePointLeft(2))
                .doubleValue();
    }

    /** How long so many requests take under the rate and all quotas, when nothing of them is used yet; zero without any. */
    public Duration timeFor(long requests, double perSecond) {
        Duration longest = seconds(requests, perSecond);
        for (Quota quota : quotas) {
            Duration waits = quota.timeFor(requests);
            long rest = requests - waits.dividedBy(quota.window()) * quota.requests();
            Duration all = waits.plus(seconds(rest, perSecond));
            longest = all.compareTo(longest) > 0 ? all : longest;
        }
        return longest;
    }

    /** The longest wait of so many requests for a quota; zero if they do not use one up. */
    public Duration waitFor(long requests, double perSecond) {
        Duration longest = Duration.ZERO;
        for (Quota quota : quotas) {
            if (requests > quota.requests()) {
                Duration wait = quota.window().minus(seconds(quota.requests(), perSecond));
                longest = wait.compareTo(longest) > 0 ? wait : longest;
            }
        }
        return longest;
    }

    private static Duration seconds(long requests, double perSecond) {
        return perSecond == 0 ? Duration.ZERO : Duration.ofNanos((long) (requests / perSecond * 1e9));
    }

    /** The rate and the quotas in words, such as {@code 9 requests/s and 4500/h (90% of its limits)}; empty where there is none. */
    public String text(double perSecond) {
        String rate = perSecond == 0 ? "" : number(perSecond) + " requests/s";
        String all = quotas.stream().map(Quota::toString).collect(Collectors.joining(" and "));
        String both = rate + (rate.isEmpty() || all.isEmpty() ? "" : " and ") + all;
        return both.isEmpty() || share == 100 ? both : both + " (" + share + "% of its limits)";
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
