package io.pagesync.view.html;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The templates of the page, compiled when they are first used. A name that a template knows and its model does not is an error. */
final class Templates {
    private static final Map<String, Template> COMPILED = new ConcurrentHashMap<>();
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(true)
            .strictSections(true)
            .emptyStringIsFalse(true)
            .nullValue("")
            .withLoader(Templates::reader);

    private Templates() {}

    /** The template of this name with the components of this record. */
    static String of(String name, Object model) {
        return COMPILED.computeIfAbsent(name, each -> COMPILER.compile(reader(each)))
                .execute(model);
    }

    /** A file beside the templates. */
    static String text(String file) {
        try (InputStream in = Objects.requireNonNull(Templates.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader reader(String name) {
        return new StringReader(text(name + ".mustache"));
    }
}
