package io.pagesync.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what somebody meant who wrote a name that is not there. */
public final class NearestName {
    private static final int NEAR = 3;
    private static final int MOST = 15;

    private NearestName() {}

    /** The end of a sentence that names the nearest known name, or all of them, as far as one reads them. */
    public static String hint(String wrong, Collection<String> known) {
        return hint(wrong, known, known.isEmpty() ? "" : "; there is " + all(known));
    }

    private static String all(Collection<String> known) {
        return known.size() <= MOST
                ? String.join(", ", known)
                : known.stream().limit(MOST).collect(Collectors.joining(", ")) + ", ... (" + known.size() + " in all)";
    }

    /** The same where the known names are too many to be told: with another end if none of them is near. */
    public static String hint(String wrong, Collection<String> known, String otherwise) {
        // Two short names are never far from each other.
        int near = Math.min(NEAR, (wrong.length() + 1) / 2);
        Optional<String> nearest = known.stream()
                .filter(name -> distance(wrong, name) <= near)
                .min(Comparator.comparingInt(name -> distance(wrong, name)));
        return nearest.map(name -> "; did you mean " + name + "?").orElse(otherwise);
    }

    /** Edits from one to the other, case aside; two letters that changed places are one edit (Damerau 1964). */
    private static int distance(String a, String b) {
        String from = a.toLowerCase(Locale.ROOT);
        String to = b.toLowerCase(Locale.ROOT);
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : fewest(edits, from, i, to, j);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int fewest(int[][] edits, String from, int i, String to, int j) {
        int changed = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(changed, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
                Math.min(i, j) > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
