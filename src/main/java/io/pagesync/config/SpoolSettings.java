package io.pagesync.config;

import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;

/**
 * Where pages are kept that a destination did not take.
 *
 * @param folder the folder
 * @param maxSize how much may be kept in all, in MiB
 */
public record SpoolSettings(String folder, int maxSize) {
    private static final Declarations ALL = new Declarations();

    private static final Setting<String> FOLDER = ALL.add(
            "folder",
            Form.TEXT,
            "data/spool",
            "The folder for pages that came and that a destination did not take, of syncs with spool: true; a relative"
                    + " one is below PAGESYNC_HOME, or the working directory where that is not set. It holds records as the API sent them.");
    private static final Setting<Integer> MAX_SIZE = ALL.add(
            "max-size",
            Form.integer(1, 1 << 20),
            "1024",
            "How much is kept there, in MiB, 1 to 1048576; what finds no room is asked for again.");

    static final Section SECTION =
            new Section("pagesync.spool.", "Pages kept on disk until their destinations take them", ALL);

    static SpoolSettings read(Given given) {
        return new SpoolSettings(given.read(FOLDER), given.read(MAX_SIZE));
    }
}
