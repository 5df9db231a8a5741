package io.pagesync.destination;

import io.pagesync.InvalidSettingException;
import io.pagesync.settings.Setting;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A kind of destination, such as JSON Lines in a file, or a table. Has no state, and a constructor without arguments. */
public interface DestinationKind {
    /** The name of the Kamelet that stands for it in a route, such as {@code jsonl-sink}. */
    String kamelet();

    /**
     * Reads the parameters of one use of the Kamelet; nothing is reached or made for that.
     *
     * @param parameters the Kamelet's parameters by name, its defaults among them, without {@code RAW(...)}
     * @param host what the process has to offer, such as its data sources
     * @throws io.pagesync.InvalidSettingException if one of them cannot be
     */
    DestinationUse use(Map<String, String> parameters, Host host);

    /**
     * The parameters that a word behind {@code --to} stands for; empty if it means no destination of this kind.
     *
     * @param to such as {@code packages.jsonl}; no URI with a scheme and slashes or a query
     */
    default Optional<Map<String, String>> parametersOf(String to) {
        return Optional.empty();
    }

    /**
     * The file that a use writes, which is no link, and can be written: a ledger may be kept beside it. Empty where it
     * writes none, or one that cannot be gone on with, such as a device.
     *
     * @throws io.pagesync.PagesyncException if it cannot be written, with the cure
     */
    default Optional<Path> file(Map<String, String> parameters) {
        return Optional.empty();
    }

    /**
     * One parameter of a use, its default where it is not among them.
     *
     * @throws io.pagesync.InvalidSettingException if it cannot be
     */
    default <T> T read(Setting<T> parameter, Map<String, String> parameters) {
        String text = parameters
                .getOrDefault(parameter.name(), parameter.defaultText())
                .strip();
        return parameter
                .form()
                .find(text)
                .orElseThrow(() -> new InvalidSettingException("kamelet:" + kamelet() + " has " + parameter.name()
                        + ": '" + text.replaceAll("\\p{Cntrl}", "?") + "'; it must be "
                        + parameter.form().right()));
    }

    /** What a process has to offer to the kinds. */
    interface Host {
        /**
         * The one object of a type.
         *
         * @throws io.pagesync.PagesyncException if there is none
         */
        <T> T get(Class<T> type);
    }
}
