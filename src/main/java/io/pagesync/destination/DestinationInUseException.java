package io.pagesync.destination;

import io.pagesync.PagesyncException;

/** A destination takes one writer at a time, and another has it. Exit code 5. */
public final class DestinationInUseException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    /**
     * Refuses the second writer.
     *
     * @param what the destination, such as {@code the file packages.jsonl}
     * @param writer who has it, as far as that is known
     * @param cure what to do but wait, such as {@code name another file}
     */
    public DestinationInUseException(String what, String writer, String cure) {
        super(what + " is being written by " + writer + "; wait for its end, or " + cure);
    }
}
