package io.pagesync;

import java.util.ArrayList;
import java.util.List;

/** A setting, parameter or option that cannot be: named with its value and the nearest right one. Exit code 2. */
public class InvalidSettingException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> findings;

    /** An error about one setting; {@code message} names the setting, its value and what is right. */
    public InvalidSettingException(String message) {
        this(List.of(message));
    }

    /** An error about several, at least one: each a sentence; the first is the message. */
    public InvalidSettingException(List<String> findings) {
        super(findings.get(0));
        this.findings = new ArrayList<>(findings);
    }

    @Override
    public String getMessage() {
        return findings.get(0);
    }

    /** All that was found wrong, the message first. */
    public List<String> findings() {
        return List.copyOf(findings);
    }
}
