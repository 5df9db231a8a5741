package io.pagesync.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The one JSON mapper, with its limits. */
public final class Json {
    /** Deeper nesting than this is refused: no record needs it, and recursion would end in a stack overflow. */
    public static final int DEEPEST = 500;

    /** Numbers keep their digits: fractions become BigDecimal. */
    public static final ObjectMapper MAPPER =
            new ObjectMapper(factory()).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                .build();
    }
}
