package io.pagesync;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who wrote a name that is not there. */
public final class NearestName {
    private static final int NEAR = 3;

    private NearestName() {}

    /** The end of a sentence that names the nearest known name, or all of them. */
    public static String hint(String wrong, Collection<String> known) {
        Optional<String> nearest = known.stream()
                .filter(name -> distance(wrong, name) <= NEAR)
                .min(Comparator.comparingInt(name -> distance(wrong, name)));
        return nearest.map(name -> "; did you mean " + name + "?")
                .orElseGet(() -> known.isEmpty() ? "" : "; there is " + String.join(", ", known));
    }

    /** Edits from one to the other, case aside (Levenshtein 1966). */
    private static int distance(String a, String b) {
        String from = a.toLowerCase(Locale.ROOT);
        String to = b.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j - 1], row[j]) + 1);
            }
        }
        return row[to.length()];
    }
}
