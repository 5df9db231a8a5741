package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.NotAuthenticatedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is wrong with what is set, in the order in which it was found, each sentence once. {@code lint} prints them, a
 * start throws them.
 */
public final class Problems {
    private final Map<String, Problem> bySentence = new LinkedHashMap<>();

    /** Notes a problem. */
    public void add(Problem problem) {
        bySentence.putIfAbsent(problem.sentence(), problem);
    }

    /** Notes all that an error says of a setting. */
    public void add(String key, String source, InvalidSettingException error) {
        error.findings()
                .forEach(sentence ->
                        add(new Problem(key, source, sentence, error instanceof NotAuthenticatedException)));
    }

    /** All that were noted. */
    public List<Problem> list() {
        return List.copyOf(bySentence.values());
    }

    /** How many there are, secrets that are missing aside. */
    public int count() {
        return (int) bySentence.values().stream()
                .filter(each -> !each.secretMissing())
                .count();
    }

    /**
     * Ends here if anything is wrong.
     *
     * @throws NotAuthenticatedException if nothing but secrets is missing
     * @throws InvalidSettingException with the sentences of all that is wrong
     */
    public void throwIfAny() {
        throwIfAny(list());
    }

    /**
     * The same of some of them.
     *
     * @throws NotAuthenticatedException if nothing but secrets is missing
     * @throws InvalidSettingException with the sentences of all of these
     */
    public static void throwIfAny(List<Problem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        List<String> sentences = problems.stream().map(Problem::sentence).toList();
        throw problems.stream().allMatch(Problem::secretMissing)
                ? new NotAuthenticatedException(sentences)
                : new InvalidSettingException(sentences);
    }
}
