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
                String prefix = section.key(owner.get(), "");
                return NearestName.hint(
                        key,
                        section.settings().stream()
                                .map(each -> prefix + each.name())
                                .toList());
            }
            if (!section.hasOwners()) {
                section.settings().forEach(each -> known.add(section.prefix() + each.name()));
            }
        }
        return NearestName.hint(key, known);
    }
}
