package io.pagesync.settings;

/**
 * How those who have described an API or a collection name what they have set, so that a sentence names it in their
 * words: a key in a file, an option, a method.
 */
public interface Naming {
    /** A setting of an API, by its name below {@code pagesync.api.<name>.}, such as {@code max-pause}. */
    String setting(String name);

    /** A parameter of a collection, by its name in {@code kamelet:collection-source}, such as {@code total}. */
    String parameter(String name);

    /** A parameter and what it was set to, as the beginning of a sentence that goes on with what is right. */
    default String given(String sync, String name, String value) {
        return parameter(name) + " is '" + value + "'";
    }

    /** The words of files: an API's settings, and syncs in routes. */
    static Naming ofFiles(String api) {
        return new Naming() {
            @Override
            public String setting(String name) {
                return "pagesync.api." + api + "." + name;
            }

            @Override
            public String parameter(String name) {
                return "parameter " + name;
            }

            @Override
            public String given(String sync, String name, String value) {
                return "the sync " + sync + " has " + name + ": '" + value + "'";
            }
        };
    }
}
