package io.pagesync.since;

/**
 * Where a whole run has come to.
 *
 * @param what what becomes of the sync's mark
 * @param mark the new mark; empty if there is none
 * @param highest the highest value that the run has seen
 * @param repeats the records within the overlap before the mark
 * @param note what there is to say of it, in one clause; empty if nothing is
 */
public record Reached(What what, String mark, String highest, Repeats repeats, String note) {
    /** The mark stays, as there was no record. */
    public static final Reached SAME = new Reached(What.SAME, "", "", Repeats.NONE, "");

    /** Nothing changes, as the run is not whole, or the sync has no marks. */
    public static final Reached NOTHING = new Reached(What.STAYS, "", "", Repeats.NONE, "");

    /** What becomes of a mark. */
    public enum What {
        /** The run has set it. */
        TO,
        /** The run has shown that it still holds. */
        SAME,
        /** The run has not come as far as to say anything of it. */
        STAYS,
        /** The API does not take it any more: the next run asks for everything. */
        REFUSED
    }

    /** It does not go on, for this reason. */
    static Reached stays(String why) {
        return new Reached(What.STAYS, "", "", Repeats.NONE, why);
    }

    /** The API does not take it any more. */
    public static Reached refused(String why) {
        return new Reached(What.REFUSED, "", "", Repeats.NONE, why);
    }
}
