package io.pagesync;

/** A setting, parameter or option that cannot be: named with its value and the nearest right one. Exit code 2. */
public class InvalidSettingException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    /** An error about one setting; {@code message} names the setting, its value and what is right. */
    public InvalidSettingException(String message) {
        super(message);
    }
}
