package io.pagesync.sandbox.command;

import io.pagesync.sandbox.SandboxStyle;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The names that {@code --style} takes. */
final class StyleNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return list().iterator();
    }

    static List<String> list() {
        return Arrays.stream(SandboxStyle.values()).map(SandboxStyle::toString).toList();
    }
}
