package io.pagesync.settings;

/**
 * A value as it was set.
 *
 * @param text its text
 * @param source where it comes from: a file's name, the environment variable, an option
 * @param secretly whether it was set where a secret may be, which a file of settings and a command line are not
 */
public record Value(String text, String source, boolean secretly) {
    /** A value that everybody may read who can read the source. */
    public static Value of(String text, String source) {
        return new Value(text, source, false);
    }

    /** A value of the environment. */
    public static Value ofVariable(String text, String variable) {
        return new Value(text, "environment variable " + variable, true);
    }

    /** A value without its text: what is printed may be a secret. */
    @Override
    public String toString() {
        return "a value of " + source;
    }
}
