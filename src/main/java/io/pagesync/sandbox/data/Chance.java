package io.pagesync.sandbox.data;

/**
 * Chance that repeats: a number out of a seed and an ordinal, by the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
 * No state, so the answer to request 17 does not depend on who asked before.
 */
public final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Chance() {}

    /** 64 bits that look random, the same ones for the same arguments. */
    static long bits(long seed, long ordinal) {
        long z = seed + GOLDEN * (ordinal + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 up to, not including, 1. */
    public static double share(long seed, long ordinal) {
        return (bits(seed, ordinal) >>> 11) * 0x1.0p-53;
    }
}
