package io.pagesync.auth;

/**
 * One setting of an API's authentication, as it is declared.
 *
 * @param name its name below {@code pagesync.api.<name>.}; a further part in angle brackets stands for any name
 * @param type what it takes: text, file, URL, time, one of several words
 * @param defaultText its default as one would write it; empty if it has none
 * @param meaning what it does and for which types, in one sentence
 * @param secret whether its value must never be shown, nor stand in a file of settings
 */
public record AuthSetting(String name, String type, String defaultText, String meaning, boolean secret) {}
