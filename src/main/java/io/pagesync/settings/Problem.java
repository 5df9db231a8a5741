package io.pagesync.settings;

/**
 * Something wrong with what is set.
 *
 * @param key the setting's full key, or a parameter's name
 * @param source where it was set; {@code settings} where something is missing
 * @param sentence what is wrong, and what is right
 * @param secretMissing whether a secret is needed and not there
 */
public record Problem(String key, String source, String sentence, boolean secretMissing) {}
