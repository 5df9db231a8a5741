package io.pagesync.partition;

/**
 * The records of another collection of the same API, a slice for each.
 *
 * @param placeholder the placeholder that takes a record's value
 * @param path the other collection's encoded path
 * @param query its query; empty if it has none
 * @param field where a record has the value: a field's name or JSON pointer
 */
public record ParentList(String placeholder, String path, String query, String field) {}
