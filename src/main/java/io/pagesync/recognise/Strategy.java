package io.pagesync.recognise;

import java.util.Optional;

/** One way to recognise how pages are asked for, from one answer. */
@FunctionalInterface
interface Strategy {
    /** The style; empty if the answer shows nothing of the kind. */
    Optional<Style> find(Sample sample);
}
