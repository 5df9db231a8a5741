package io.pagesync.database;

import io.pagesync.destination.WriteRetry;

/**
 * What the errors of a database mean to who writes a page.
 *
 * @param database the database
 * @param what the table and its data source, for the error's sentence
 */
record SqlErrors(Database database, String what) implements WriteRetry.Errors {
    @Override
    public boolean mayPass(Exception error) {
        SqlFailure failure = SqlFailure.in(error);
        return failure != null && failure.passes(database.failures());
    }

    @Override
    public RuntimeException thrown(Exception error, String tried) {
        SqlFailure failure = SqlFailure.in(error);
        return failure == null
                ? (RuntimeException) error
                : new DatabaseException(what + ": " + failure.sentence(database) + tried, error);
    }
}
