package io.pagesync.sink;

import io.pagesync.run.Run;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** The places that JSON Lines go to by their names: a file, a device, a named pipe, or a minus sign for standard output. */
public final class JsonLines {
    private static final String STANDARD_OUTPUT = "-";

    private JsonLines() {}

    /**
     * Looks whether the place could be written; leaves nothing behind.
     *
     * @return what is there, in one clause
     * @throws io.pagesync.PagesyncException if it could not, with the cure
     */
    public static String check(String name) {
        if (name.equals(STANDARD_OUTPUT)) {
            return "standard output takes the records";
        }
        FilePlace.of(name).requireWritable();
        return "file " + name + " can be written";
    }

    /**
     * Opens the place for a run.
     *
     * @throws io.pagesync.PagesyncException if it cannot be written, with the cure
     */
    public static PageDestination open(String name, Run run) {
        if (name.equals(STANDARD_OUTPUT)) {
            return new JsonLinesStream("standard output", new FileOutputStream(FileDescriptor.out));
        }
        FilePlace place = FilePlace.of(name);
        return place.stream() ? JsonLinesStream.at(place) : JsonLinesFile.open(place, run);
    }
}
