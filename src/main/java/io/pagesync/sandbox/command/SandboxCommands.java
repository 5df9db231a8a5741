package io.pagesync.sandbox.command;

import io.pagesync.cli.CommandProvider;
import java.util.List;

/** Adds the sandbox's commands to the command line, where its jar is on the classpath. */
public final class SandboxCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(new DemoCommand(), new SandboxCommand());
    }
}
