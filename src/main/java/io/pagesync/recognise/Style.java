package io.pagesync.recognise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How pages are asked for, as far as it was recognised.
 *
 * @param parameters the collection's parameters that say so
 * @param text the same in one clause
 * @param counted whether somebody has to say how many pages there are, or the end is found by reading
 * @param sample the answer in which it was recognised
 * @param unsure what is not sure of it
 * @param decided whether it is sure enough to load by
 */
record Style(
        Map<String, String> parameters,
        String text,
        boolean counted,
        Sample sample,
        List<String> unsure,
        boolean decided) {
    /** By numbers of pages, of which the first one is {@code first}. */
    static Style pages(Sample sample, String parameter, int first) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("pageParameter", parameter);
        parameters.put("firstPage", Integer.toString(first));
        return sure(
                parameters,
                "pages by number (" + parameter + (first == 1 ? ")" : " from " + first + ")"),
                true,
                sample);
    }

    /** By the offset of a page's first record. */
    static Style offsets(Sample sample, String parameter, int first) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("offsetParameter", parameter);
        parameters.put("firstOffset", Integer.toString(first));
        return sure(
                parameters,
                "pages by offset (" + parameter + (first == 0 ? ")" : " from " + first + ")"),
                true,
                sample);
    }

    /** By a link, or an object of parameters, that each page has at a place. */
    static Style next(Sample sample, String place) {
        return sure(Map.of("next", place), "each page names the next at " + place, false, sample);
    }

    /** All in one answer, which is asked for without a page; a link to a next one would be followed. */
    static Style whole(Sample sample) {
        return next(sample, "header:Link").with("end", "declared").as("all of them in one answer");
    }

    /** By what each page has at a place, which a parameter takes. */
    static Style cursor(Sample sample, String place, String parameter, Map<String, String> more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("next", place);
        parameters.put("cursorParameter", parameter);
        parameters.putAll(more);
        return sure(parameters, parameter + " takes what each page has at " + place, false, sample);
    }

    private static Style sure(Map<String, String> parameters, String text, boolean counted, Sample sample) {
        return new Style(parameters, text, counted, sample, List.of(), true);
    }

    /** The same with one parameter more. */
    Style with(String parameter, String value) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(parameter, value);
        return new Style(all, text, counted, sample, unsure, decided);
    }

    private Style as(String clause) {
        return new Style(parameters, clause, counted, sample, unsure, decided);
    }

    /** The same, of which something is not sure. */
    Style but(boolean enough, String unsureOf) {
        return new Style(parameters, text, counted, sample, List.of(unsureOf), enough);
    }
}
