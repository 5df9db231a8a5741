package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What is given of one API, data source, Kamelet: the one reader, whoever has given it, a file, the environment, options
 * or a program. It notes every problem and goes on, with the default in place of what cannot be, so that all of them are
 * found at once.
 */
public final class Given {
    private final SortedMap<String, Value> set;
    private final UnaryOperator<String> keys;
    private final Words words;
    private final Problems problems;

    /** How those who have given something say what they have given. */
    public interface Words {
        /** The name of a setting or parameter. */
        String name(String name);

        /** The same and its value, as the beginning of a sentence that goes on with what is right. */
        default String given(String name, String value) {
            return name(name) + " is '" + value + "'";
        }
    }

    /**
     * What is given.
     *
     * @param set the values, by the names of settings
     * @param keys makes the full key of a name
     * @param problems where problems are noted
     */
    public Given(Map<String, Value> set, UnaryOperator<String> keys, Words words, Problems problems) {
        this.set = new TreeMap<>(set);
        this.keys = keys;
        this.words = words;
        this.problems = problems;
    }

    /** What is given of one owner in a section, among values by their full keys. */
    public static Given of(Section section, String owner, Map<String, Value> byKey, Words words, Problems problems) {
        return new Given(section.of(owner, byKey), name -> section.key(owner, name), words, problems);
    }

    /** What the setting says; its default, where nothing is given or that cannot be. Only of one that has a default. */
    public <T> T read(Setting<T> setting) {
        Value value = set.get(setting.name());
        return value == null
                ? setting.defaultValue()
                : parse(setting, value.text()).orElseGet(setting::defaultValue);
    }

    /** What the setting says; empty if it is not given, or cannot be, and has no default. */
    public <T> Optional<T> find(Setting<T> setting) {
        return find(setting.name(), setting.form(), setting.defaultText());
    }

    /** What the setting says; without it, or if it cannot be, {@code instead}, and a problem is noted. */
    public <T> T require(Setting<T> setting, T instead, String missing) {
        if (!isGiven(setting.name())) {
            wrong(setting.name(), missing);
        }
        return find(setting).orElse(instead);
    }

    /** What a name says that stands for any in a setting's, such as {@code headers.X-Tenant}; empty if it cannot be. */
    public <T> Optional<T> find(String name, Form<T> form, String defaultText) {
        String text = isGiven(name) ? text(name) : defaultText;
        return text.isEmpty() ? Optional.empty() : parse(name, form, text);
    }

    /** Whether something else than white space is given. */
    public boolean isGiven(String name) {
        Value value = set.get(name);
        return value != null && !value.text().isBlank();
    }

    /** What is given, empty if nothing is. */
    public Optional<Value> value(String name) {
        return Optional.ofNullable(set.get(name));
    }

    /** The text given, without white space around it; empty if nothing is. */
    public String text(String name) {
        Value value = set.get(name);
        return value == null ? "" : value.text().strip();
    }

    /** The names of all that is given, below a beginning. */
    public Iterable<String> names(String beginning) {
        return set.keySet().stream().filter(name -> name.startsWith(beginning)).toList();
    }

    /** The name as those know it who have given it. */
    public String name(String name) {
        return words.name(name);
    }

    /** The full key of a name. */
    public String key(String name) {
        return keys.apply(name);
    }

    /** Notes that a value is not of its form. */
    public void wrongForm(String name, String right) {
        wrong(name, words.given(name, Form.shown(text(name))) + "; it must be " + right);
    }

    /** Notes a problem with a setting. */
    public void wrong(String name, String sentence) {
        problems.add(new Problem(key(name), source(name), sentence, false));
    }

    /** What {@code reading} reads; if it cannot be, that is noted of the setting, and the answer is empty. */
    public <T> Optional<T> attempt(String name, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InvalidSettingException e) {
            problems.add(key(name), source(name), e);
            return Optional.empty();
        }
    }

    /** How many problems there are by now, of all that is read. */
    public int problems() {
        return problems.count();
    }

    private String source(String name) {
        Value value = set.get(name);
        return value == null ? "settings" : value.source();
    }

    private <T> Optional<T> parse(Setting<T> setting, String text) {
        return parse(setting.name(), setting.form(), text);
    }

    private <T> Optional<T> parse(String name, Form<T> form, String text) {
        Optional<Optional<T>> tried = attempt(name, () -> form.find(text));
        if (tried.isPresent() && tried.get().isEmpty()) {
            wrongForm(name, form.right());
        }
        return tried.flatMap(found -> found);
    }
}
