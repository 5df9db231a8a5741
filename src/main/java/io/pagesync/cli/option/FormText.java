package io.pagesync.cli.option;

import io.pagesync.settings.Form;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's value as settings and parameters are read, and says what is right without the names of Java's types. */
public final class FormText<T> implements ITypeConverter<T> {
    private final Form<T> form;

    /** An option's form. */
    public FormText(Form<T> form) {
        this.form = form;
    }

    @Override
    public T convert(String text) {
        return form.find(text)
                .orElseThrow(() -> new TypeConversionException("'" + text + "'; it must be " + form.right()));
    }
}
