package io.pagesync.sandbox.data;

/**
 * A licence of the sandbox and the size of its collection at the start.
 *
 * @param number as in {@code licenseNumber}, e.g. {@code C11-0000001-LIC}; not empty
 * @param name shown in the list of licences
 * @param records how many active packages it has, from 0 to 999,999,999
 */
public record Licence(String number, String name, int records) {
    /** The most records a licence can begin with: each licence has a thousand million ids of its own. */
    public static final int MAX_RECORDS = 999_999_999;

    /** Refuses an empty number and an impossible count. */
    public Licence {
        if (number.isBlank()) {
            throw new IllegalArgumentException("a licence needs a number");
        }
        if (records < 0 || records > MAX_RECORDS) {
            throw new IllegalArgumentException("records must be from 0 to " + MAX_RECORDS + ", not " + records);
        }
    }
}
