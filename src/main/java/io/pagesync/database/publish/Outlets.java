package io.pagesync.database.publish;

/** The endpoints of a host. */
public interface Outlets {
    /**
     * Checks that there is such an endpoint; nothing is sent.
     *
     * @param endpoint its URI
     * @throws io.pagesync.InvalidSettingException if not, with the cure
     */
    void require(String endpoint);

    /**
     * The way to an endpoint.
     *
     * @param name tells what it is for from all else, of letters and digits
     * @param endpoint its URI
     */
    Outlet open(String name, String endpoint);
}
