package io.pagesync.paging;

/**
 * A request for a page.
 *
 * @param page which page of the run, from 1
 * @param path the encoded path below the API's base URL, with its leading slash
 * @param query the encoded query that asks for it, without a question mark; empty if there is none
 */
public record PageRequest(int page, String path, String query) {}
