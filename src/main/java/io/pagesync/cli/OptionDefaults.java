package io.pagesync.cli;

import io.pagesync.camel.sync.CollectionParameters;
import io.pagesync.cli.option.ApiOptions;
import io.pagesync.cli.option.CollectionOptions;
import io.pagesync.cli.option.OptionNames;
import io.pagesync.config.ApiReader;
import io.pagesync.settings.Naming;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The defaults of the options that stand for settings and parameters: those of their declarations. */
final class OptionDefaults implements IDefaultValueProvider {
    private static final Set<Class<?>> OURS = Set.of(ApiOptions.class, CollectionOptions.class, LoadCommand.class);

    private final Map<String, String> byOption = new HashMap<>();

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        boolean ours = argument instanceof OptionSpec
                && argument.userObject() instanceof Field field
                && OURS.contains(field.getDeclaringClass());
        return ours ? byOption().get(((OptionSpec) argument).longestName()) : null;
    }

    private Map<String, String> byOption() {
        if (byOption.isEmpty()) {
            Naming names = new OptionNames();
            ApiReader.SECTION.settings().forEach(each -> put(names.setting(each.name()), each.defaultText()));
            CollectionParameters.defaults().forEach((name, text) -> put(names.parameter(name), text));
        }
        return byOption;
    }

    private void put(String option, String defaultText) {
        if (!defaultText.isEmpty()) {
            byOption.put(option, defaultText);
        }
    }
}
