package io.pagesync.cli.option;

import io.pagesync.InvalidSettingException;
import io.pagesync.settings.Form;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which proxy leads to a host, by the rules of curl: the option, else the environment; NO_PROXY leaves hosts out. */
final class ProxyChoice {
    private ProxyChoice() {}

    /** The proxy for this API; empty for none, and always for this machine itself. */
    static Optional<URI> of(@Nullable String option, URI api, Map<String, String> environment) {
        if (option != null) {
            if (option.contains("@")) {
                throw new InvalidSettingException("--proxy holds a user or password, which every process list would"
                        + " show; put it into the environment as HTTPS_PROXY or HTTP_PROXY");
            }
            return option.isEmpty() ? Optional.empty() : Optional.of(parse("--proxy", option));
        }
        String host = api.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("localhost")
                || host.equals("[::1]")
                || host.startsWith("127.")
                || excepted(host, environment)) {
            return Optional.empty();
        }
        String variable = "https".equals(api.getScheme()) ? "https_proxy" : "http_proxy";
        return either(variable, environment).map(text -> parse(variable, text));
    }

    private static boolean excepted(String host, Map<String, String> environment) {
        return either("no_proxy", environment).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(each -> each.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(each -> !each.isEmpty())
                .anyMatch(each -> each.equals("*") || host.equals(each) || host.endsWith("." + each));
    }

    private static Optional<String> either(String variable, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(variable))
                .or(() -> Optional.ofNullable(environment.get(variable.toUpperCase(Locale.ROOT))))
                .filter(text -> !text.isBlank());
    }

    private static URI parse(String where, String text) {
        return Form.PROXY
                .find(text.contains("://") ? text : "http://" + text)
                .orElseThrow(() -> new InvalidSettingException(
                        where + " is no URL of an HTTP proxy; write it as http://host:port"));
    }
}
