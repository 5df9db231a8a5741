package io.pagesync.camel.context;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.settings.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.dsl.yaml.common.exception.YamlDeserializationException;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes one sentence of what Camel throws when it refuses a route or a setting: it wraps an error three or four times,
 * each time with the whole route in the message.
 */
public final class StartErrors {
    private static final Pattern SAME_CONSUMER =
            Pattern.compile("Multiple consumers for the same endpoint is not allowed: (\\S+)");
    private static final Pattern MISSING = Pattern.compile(
            "Route template (\\S+) the following mandatory parameters must be provided: (.+)", Pattern.DOTALL);
    private static final Pattern NO_KAMELET = Pattern.compile("Resource not found: \\S*?([\\w-]+)\\.kamelet\\.yaml");
    private static final Pattern UNKNOWN_OPTIONS = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");
    private static final Pattern SETTING = Pattern.compile("Error binding property \\(([^=)]+)");
    private static final Pattern NO_PROPERTY = Pattern.compile("Property with key \\[([^]]+)] not found");
    private static final Pattern SAME_ID = Pattern.compile("Duplicate route ids detected: ([^.\\s]+)");
    private static final Pattern KAMELET = Pattern.compile("kamelet:/*([a-z0-9-]+)\\S*");

    private StartErrors() {}

    /**
     * The error that a person is shown.
     *
     * @param what what was being done, in a word or two: a file's name, "the start"
     */
    public static PagesyncException of(String what, Exception error) {
        List<Throwable> chain = chain(error);
        for (Throwable each : chain) {
            if (each instanceof PagesyncException ours) {
                return ours;
            }
        }
        PagesyncException said = new InvalidSettingException(sentence(what, chain));
        // For --verbose; the family's constructors for settings take no cause.
        said.addSuppressed(error);
        return said;
    }

    private static String sentence(String what, List<Throwable> chain) {
        for (Throwable each : chain) {
            String known = known(what, each);
            if (known != null) {
                return known;
            }
        }
        for (Throwable each : chain) {
            if (each instanceof ResolveEndpointFailedException unusable) {
                return unusable(unusable);
            }
        }
        return "Camel refuses " + what + ": " + line(chain.get(chain.size() - 1));
    }

    private static @Nullable String known(String what, Throwable error) {
        if (error instanceof NoSuchEndpointException none) {
            return noSuch(none.getUri());
        }
        if (error instanceof YamlEngineException || error instanceof YamlDeserializationException) {
            return what + " cannot be read: " + yaml(what, error);
        }
        String message = String.valueOf(error.getMessage());
        Matcher property = NO_PROPERTY.matcher(message);
        if (error instanceof IllegalArgumentException && property.lookingAt()) {
            return "there is no property " + property.group(1) + ", which {{" + property.group(1)
                    + "}} stands for; set it, or mend the name";
        }
        Matcher setting = SETTING.matcher(message);
        if (error instanceof PropertyBindingException && setting.find()) {
            return "Camel does not take " + setting.group(1) + "; mend its name or its value, or leave it out";
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.lookingAt()) {
            return "kamelet:" + missing.group(1) + " needs " + missing.group(2).strip() + "; it is not given";
        }
        Matcher kamelet = NO_KAMELET.matcher(message);
        if (kamelet.find()) {
            return "there is no kamelet:" + kamelet.group(1) + NearestName.hint(kamelet.group(1), KameletGuard.OURS);
        }
        Matcher id = SAME_ID.matcher(message);
        if (id.find()) {
            return sameId(id.group(1));
        }
        Matcher same = SAME_CONSUMER.matcher(message);
        return same.find() ? twice(same.group(1)) : null;
    }

    /** Two routes have the same id. */
    public static String sameId(String id) {
        return "there are two routes with the id " + id + "; give one of them another id";
    }

    /** What is wrong with YAML, and where; the parsers say it on several lines, with an excerpt and a caret. */
    public static String yaml(String what, Throwable error) {
        if (!(error instanceof MarkedYamlEngineException marked)) {
            return line(error);
        }
        String problem =
                String.valueOf(marked.getProblem()).replaceAll("\\s+", " ").strip();
        return marked.getProblemMark().map(mark -> place(what, mark) + ": ").orElse("") + problem;
    }

    private static String place(String what, Mark mark) {
        String file = mark.getName().replaceFirst("^.*/", "");
        boolean said = file.equals(mark.getName()) || what.endsWith(file);
        return (said ? "" : file + ", ") + "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private static String noSuch(String uri) {
        String scheme = uri.replaceFirst(":.*", "");
        return "Camel knows no component '" + scheme
                + "' here; mend the URI, or put the component's jar, such as camel-" + scheme + ", on the classpath";
    }

    private static String unusable(ResolveEndpointFailedException error) {
        String endpoint =
                URISupport.sanitizeUri(error.getUri()).replaceFirst("\\?.*", "").replaceFirst("://", ":");
        String message = String.valueOf(error.getMessage());
        Matcher unknown = UNKNOWN_OPTIONS.matcher(message);
        if (unknown.find()) {
            // Names only: a misspelt password is still one.
            String names = Pattern.compile(", ")
                    .splitAsStream(unknown.group(1))
                    .map(option -> option.replaceFirst("=.*", ""))
                    .collect(Collectors.joining(", "));
            return "the endpoint " + endpoint + " has no option " + names;
        }
        List<Throwable> chain = chain(error);
        return "the endpoint " + endpoint + " cannot be used: " + line(chain.get(chain.size() - 1));
    }

    private static String twice(String uri) {
        if (uri.startsWith("direct://pagesync-sync-")) {
            return "there are two syncs named " + uri.substring("direct://pagesync-sync-".length())
                    + "; give one of them another" + " name";
        }
        Matcher kamelet = KAMELET.matcher(uri);
        if (kamelet.matches()) {
            String name = "kamelet:" + kamelet.group(1);
            return "two routes begin with the same " + name + "; give one of them an id of its own, such as " + name
                    + "/second";
        }
        return "two routes begin with " + URISupport.sanitizeUri(uri).replaceFirst("\\?.*", "")
                + ", which takes one only";
    }

    private static String line(Throwable error) {
        String message = error.getMessage();
        return message == null
                ? error.getClass().getSimpleName()
                : message.replaceAll("\\s+", " ").strip();
    }

    private static List<Throwable> chain(Throwable error) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = error; at != null && !chain.contains(at); at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }
}
