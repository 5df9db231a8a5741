package io.pagesync.config;

import io.pagesync.settings.NearestName;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every setting there is, by sections. */
public final class Catalog {
    /** All sections, in the order of the reference. */
    public static final List<Section> SECTIONS = List.of(
            GeneralSettings.SECTION,
            ManagementSettings.SECTION,
            LedgerSettings.SECTION,
            ClusterSettings.SECTION,
            SpoolSettings.SECTION,
            ApiReader.SECTION,
            DataSourceReader.SECTION,
            BrokerReader.SECTION,
            KafkaReader.SECTION);

    private Catalog() {}

    /** The setting that the full key sets, if there is one. */
    public static Optional<Setting<?>> find(String key) {
        for (Section section : SECTIONS) {
            Optional<Setting<?>> found = section.find(key);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What somebody may have meant who wrote a key that is none, as the end of a sentence. */
    static String nearest(String key) {
        List<String> known = new ArrayList<>();
        for (Section section : SECTIONS) {
            Optional<String> owner = section.owner(key);
            if (owner.isPresent()) {
                return NearestName.hint(key, keys(section, owner.get()));
            }
            Optional<String> unfit = section.unfitOwner(key);
            if (unfit.isPresent()) {
                return "; the name '" + unfit.get() + "' in it must be a lower-case letter, then letters and digits, so"
                        + " that each environment variable has one meaning";
            }
            known.addAll(section.hasOwners() ? inPlace(section, key) : keys(section, ""));
        }
        return NearestName.hint(key, known, "; pagesync config --reference lists all there are");
    }

    private static List<String> keys(Section section, String owner) {
        return section.settings().stream()
                .map(each -> section.key(owner, each.name()))
                .toList();
    }

    /** The key with this section's words in front of its owner, if that is a key. */
    private static List<String> inPlace(Section section, String key) {
        String[] words = key.split("\\.", 4);
        String candidate = words.length < 4 ? "" : section.key(words[2], words[3]);
        return section.find(candidate).isPresent() ? List.of(candidate) : List.of();
    }
}
