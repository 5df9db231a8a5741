package io.pagesync.camel.context;

import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.apache.camel.TypeConverterLoaderException;
import org.apache.camel.spi.TypeConverterLoader;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;

/** Lets Camel's endpoints take a page or a record for its bytes: to byte[], String and InputStream, nothing else. */
public final class PageConverters implements TypeConverterLoader {
    @Override
    public void load(TypeConverterRegistry registry) throws TypeConverterLoaderException {
        add(registry, Page.class, byte[].class, Page::toBytes);
        add(registry, Page.class, String.class, Page::toString);
        add(registry, Page.class, InputStream.class, page -> new ByteArrayInputStream(page.toBytes()));
        add(registry, JsonRecord.class, byte[].class, JsonRecord::toBytes);
        add(registry, JsonRecord.class, String.class, JsonRecord::toString);
        add(registry, JsonRecord.class, InputStream.class, record -> new ByteArrayInputStream(record.toBytes()));
    }

    @FunctionalInterface
    private interface Conversion<F, T> {
        T convert(F from);
    }

    private static <F, T> void add(
            TypeConverterRegistry registry, Class<F> from, Class<T> to, Conversion<F, T> conversion) {
        registry.addTypeConverter(
                to,
                from,
                new SimpleTypeConverter(false, (type, exchange, value) -> conversion.convert(from.cast(value))));
    }
}
