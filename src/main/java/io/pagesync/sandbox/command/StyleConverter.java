package io.pagesync.sandbox.command;

import io.pagesync.sandbox.SandboxStyle;
import io.pagesync.settings.NearestName;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finds a style by its name. */
final class StyleConverter implements ITypeConverter<SandboxStyle> {
    @Override
    public SandboxStyle convert(String name) {
        return Arrays.stream(SandboxStyle.values())
                .filter(style -> style.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + name + "' is no style of paging" + NearestName.hint(name, StyleNames.list())));
    }
}
