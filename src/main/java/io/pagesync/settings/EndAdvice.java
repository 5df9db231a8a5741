package io.pagesync.settings;

/**
 * What to do where a collection may go on behind what is taken for its end, as the end of a sentence.
 *
 * @param names how whoever has described the collection names its parameters
 */
public record EndAdvice(Naming names) {
    /** Where only its user knows. */
    public String declared() {
        return "; if you know that this is the end, say that it is declared (" + names.parameter("end") + ")";
    }

    /** Where the API may go no further. */
    public String slices() {
        return "; load it in slices of fewer records (" + names.parameter("partitions") + ", "
                + names.parameter("cap") + "), or, if you know that this is the end, say that it is declared ("
                + names.parameter("end") + ")";
    }
}
