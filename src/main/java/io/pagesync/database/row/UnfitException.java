package io.pagesync.database.row;

/** A record cannot be held; the message is the reason, in one clause. Never leaves this package. */
final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitException(String reason) {
        super(reason, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
