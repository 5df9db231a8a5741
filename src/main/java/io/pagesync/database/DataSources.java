package io.pagesync.database;

/** The databases that a process knows, by the names of their data sources. */
public interface DataSources {
    /**
     * Checks that there is one of this name, which need not be reached for that.
     *
     * @throws io.pagesync.InvalidSettingException if there is none, or its settings cannot be
     */
    void require(String name);

    /**
     * The database of this name, the same one each time.
     *
     * @throws io.pagesync.PagesyncException if there is none, or it cannot be used
     */
    Database get(String name);
}
