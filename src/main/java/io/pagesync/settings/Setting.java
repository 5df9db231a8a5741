package io.pagesync.settings;

/**
 * One setting, as it is declared.
 *
 * @param name its name below its section; a part in angle brackets stands for any name
 * @param type what it takes: number, integer, time, text, URL, file, one of several words
 * @param defaultText its default as one would write it; empty if it has none
 * @param meaning what it does, in one sentence
 * @param secret whether its value must never be shown
 */
public record Setting(String name, String type, String defaultText, String meaning, boolean secret) {
    static Setting of(String name, String type, String defaultText, String meaning) {
        return new Setting(name, type, defaultText, meaning, false);
    }
}
