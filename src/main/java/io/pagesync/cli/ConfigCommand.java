package io.pagesync.cli;

import io.pagesync.api.credential.Secret;
import io.pagesync.camel.boot.Engine;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.config.Catalog;
import io.pagesync.config.Configuration;
import io.pagesync.config.Reference;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagesync config}: every effective setting, and where it comes from. */
@Command(name = "config", description = "Prints every effective setting and where it comes from, secrets masked.")
final class ConfigCommand extends BaseCommand {
    @Mixin
    private SyncOptions options = new SyncOptions();

    @Option(names = "--reference", description = "Prints the reference of all settings instead, in Markdown.")
    private boolean reference;

    @Override
    public Integer call() {
        if (reference) {
            out().print(Reference.markdown());
            out().flush();
            return 0;
        }
        try (Engine engine = Engine.settings(options.overrides())) {
            Configuration values = engine.settings();
            for (Section section : Catalog.SECTIONS) {
                Set<String> owners =
                        section.hasOwners() ? section.owners(values.all().keySet()) : Set.of("");
                owners.forEach(owner -> section.settings().forEach(setting -> print(values, section, owner, setting)));
            }
            return 0;
        }
    }

    private void print(Configuration values, Section section, String owner, Setting<?> setting) {
        String prefix = section.key(owner, "");
        if (setting.name().contains("<")) {
            values.all().forEach((key, value) -> {
                if (section.find(key).filter(setting::equals).isPresent() && key.startsWith(prefix)) {
                    print(key, setting, value);
                }
            });
            return;
        }
        Value value = values.find(prefix + setting.name()).orElse(Value.of(setting.defaultText(), "default"));
        if (!value.text().isEmpty()) {
            print(prefix + setting.name(), setting, value);
        }
    }

    private void print(String key, Setting<?> setting, Value value) {
        out().println(String.format(
                Locale.ROOT, "%s = %s  # %s", key, setting.secret() ? Secret.MASK : value.text(), value.source()));
    }
}
