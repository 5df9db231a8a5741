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

    /**
     * A longer number is refused with its page. No database holds one of more digits, and what is made of a number's text takes
     * longer than the text is long.
     */
    public static final int LONGEST_NUMBER = 200_000;

    /** Numbers keep their digits: fractions become BigDecimal. */
    public static final ObjectMapper MAPPER =
            new ObjectMapper(factory()).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build())
                .build();
    }
}
