package io.pagesync.cli;

import java.util.List;

/** Brings further commands, from other jars on the classpath. */
public interface CommandProvider {
    /** The commands: objects annotated for picocli. */
    List<Object> commands();
}
