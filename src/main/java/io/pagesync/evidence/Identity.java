package io.pagesync.evidence;

import io.pagesync.settings.Naming;

/**
 * What tells one record from another in a run.
 *
 * @param kind how it is known
 * @param name the key's fields as people name them; empty where there is no key
 */
public record Identity(Kind kind, String name) {
    /** Nothing: records may come as often as they like. */
    public static final Identity NONE = new Identity(Kind.NONE, "");

    /** All of a record's bytes, which says nothing of two that are alike on purpose. */
    public static final Identity WHOLE_RECORD = new Identity(Kind.WHOLE_RECORD, "");

    /** How it is known what tells one record from another. */
    public enum Kind {
        /** A key was named. */
        NAMED,
        /** A field of the first page has the name of a key, and another value in each of its records. */
        FOUND,
        /** There is no such field. */
        WHOLE_RECORD,
        /** It was said that there is none. */
        NONE
    }

    /** A key that was named. */
    public static Identity named(String name) {
        return new Identity(Kind.NAMED, name);
    }

    /** A key that was found in the first page. */
    public static Identity found(String name) {
        return new Identity(Kind.FOUND, name);
    }

    /** The key in a sentence, with what to do where it was taken for one by mistake. */
    String described(Naming names) {
        return kind == Kind.FOUND
                ? name + ", which was taken for their key; say none if it may repeat, " + names.parameter("key")
                : name;
    }
}
