package io.pagesync.rate.limit;

import java.util.List;

/**
 * How many of an API's slots each process may have: as many as it wants where there are enough for all, else as many as
 * the others that want more (max-min fairness). What cannot be divided goes to some of them, to others in each turn, so that
 * each gets one by and by where there are fewer slots than processes. Example: 10 slots, of which three processes want 2, 8 and 9,
 * are divided into 2, 4 and 4.
 */
public final class FairShare {
    private FairShare() {}

    /**
     * That of one process.
     *
     * @param slots how many there are, 0 or more
     * @param wanted how many each process wants, in an order that is the same for all of them
     * @param own the place of the process in it
     * @param turn a number that is the same for all of them, and grows
     */
    public static int of(int slots, List<Integer> wanted, int own, long turn) {
        int level = 0;
        int left = slots;
        while (true) {
            int reached = level;
            long hungry = wanted.stream().filter(each -> each > reached).count();
            if (hungry == 0 || left < hungry) {
                break;
            }
            level++;
            left -= (int) hungry;
        }
        if (wanted.get(own) <= level) {
            return wanted.get(own);
        }
        return level + (isServed(level, left, wanted, own, turn) ? 1 : 0);
    }

    /** Whether it is among those that get one more of what cannot be divided. */
    private static boolean isServed(int level, int left, List<Integer> wanted, int own, long turn) {
        int hungry = 0;
        int place = 0;
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i) > level) {
                place = i == own ? hungry : place;
                hungry++;
            }
        }
        return Math.floorMod(place - turn, hungry) < left;
    }
}
