package io.pagesync.config;

import io.pagesync.api.ApiSettings;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.ApiSettings.Transport;
import io.pagesync.api.budget.Budget;
import io.pagesync.api.credential.Auth;
import io.pagesync.api.credential.Header;
import io.pagesync.api.credential.SafeUrl;
import io.pagesync.api.rule.AnswerRule;
import io.pagesync.api.rule.AnswerRules;
import io.pagesync.auth.AuthDeclarations;
import io.pagesync.auth.AuthSettings;
import io.pagesync.rate.Backoff;
import io.pagesync.rate.limit.Quota;
import io.pagesync.settings.Given;
import io.pagesync.settings.Naming;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the settings of one API, whoever has given them: files, the environment, options, a program. */
public final class ApiReader {
    /** The settings of an API. */
    public static final Section SECTION = new Section(
            "pagesync.api.<name>.", "An API: its name is what a sync's parameter api says", ApiDeclarations.withAuth());

    private static final long MEBIBYTE = 1024 * 1024;
    /** Stands in where there is no base URL, so that the rest can be read. */
    private static final URI NOWHERE = URI.create("http://localhost");

    private final Given given;

    private ApiReader(Given given) {
        this.given = given;
    }

    /**
     * The API of this name, with the default in place of what cannot be.
     *
     * @param byKey what is set, by full keys
     * @param names how whoever has set it names it
     * @param problems where all that cannot be is noted
     */
    public static ApiSettings read(String name, Map<String, Value> byKey, Naming names, Problems problems) {
        Given given = Given.of(SECTION, name, byKey, names::setting, problems);
        return new ApiReader(given).read(name, names, base -> AuthSettings.of(given, base));
    }

    /** The same for one whose requests prove who asks in another way than settings say. */
    public static ApiSettings read(String name, Map<String, Value> byKey, Naming names, Problems problems, Auth auth) {
        Given given = Given.of(SECTION, name, byKey, names::setting, problems);
        return new ApiReader(given).read(name, names, base -> auth);
    }

    /** An API with every default. */
    public static ApiSettings defaults(String name, URI baseUri) {
        Problems none = new Problems();
        ApiSettings settings = read(
                name,
                Map.of(SECTION.key(name, ApiDeclarations.BASE_URL.name()), Value.of(baseUri.toString(), "default")),
                Naming.ofFiles(name),
                none);
        none.throwIfAny();
        return settings;
    }

    private ApiSettings read(String name, Naming names, Function<URI, Auth> auth) {
        URI base = base();
        AnswerLimits limits = new AnswerLimits(
                given.read(ApiDeclarations.CONNECT_TIMEOUT),
                given.read(ApiDeclarations.RESPONSE_TIMEOUT),
                given.read(ApiDeclarations.ANSWER_TIMEOUT),
                given.read(ApiDeclarations.MAX_ANSWER) * MEBIBYTE);
        return new ApiSettings(
                name,
                base,
                Budget.share(given.read(ApiDeclarations.RATE_LIMIT), given.read(ApiDeclarations.SHARE)),
                budget(),
                given.read(ApiDeclarations.CONCURRENCY),
                given.read(ApiDeclarations.ATTEMPTS),
                new Backoff(given.read(ApiDeclarations.BACKOFF), given.read(ApiDeclarations.MAX_BACKOFF)),
                given.read(ApiDeclarations.MAX_PAUSE),
                rules(),
                limits,
                headers(),
                auth.apply(base),
                transport(base),
                names);
    }

    private Budget budget() {
        int share = given.read(ApiDeclarations.SHARE);
        List<Quota> quotas = given.find(ApiDeclarations.LIMITS).orElse(List.of());
        return new Budget(quotas.stream().map(quota -> quota.share(share)).toList(), share);
    }

    private List<AnswerRule> rules() {
        String setting = ApiDeclarations.RULES.name();
        Duration longest = given.read(ApiDeclarations.MAX_PAUSE);
        List<AnswerRule> rules = given.find(ApiDeclarations.RULES)
                .flatMap(text -> given.attempt(setting, () -> AnswerRules.parse(given.name(setting), text)))
                .orElse(List.of());
        for (AnswerRule rule : rules) {
            if (rule.pause().filter(wait -> wait.compareTo(longest) > 0).isPresent()) {
                given.wrong(
                        setting,
                        "the rule '" + rule + "' of " + given.name(setting)
                                + " waits for longer than a pause may be; make" + " the wait shorter or "
                                + given.name(ApiDeclarations.MAX_PAUSE.name()) + " longer");
                return List.of();
            }
        }
        return rules;
    }

    private URI base() {
        Setting<URI> base = ApiDeclarations.BASE_URL;
        String first = base.name();
        for (String setting : given.names("")) {
            first = setting;
            break;
        }
        return given.require(
                base,
                NOWHERE,
                "the setting " + given.key(first) + " ("
                        + given.value(first).map(Value::source).orElse("")
                        + ") belongs to an API without a base URL; set "
                        + given.key(base.name()));
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        // APIs of JSON:API refuse whoever does not take its own media type.
        headers.put("Accept", "application/json, application/vnd.api+json");
        headers.put("User-Agent", given.read(ApiDeclarations.USER_AGENT));
        given.find(ApiDeclarations.CONTACT).ifPresent(contact -> headers.put("From", contact));
        for (String setting : given.names(ApiDeclarations.HEADERS)) {
            String header = setting.substring(ApiDeclarations.HEADERS.length());
            if (isOurs(setting, header)) {
                given.find(setting, ApiDeclarations.HEADER, "").ifPresent(text -> {
                    headers.keySet().removeIf(header::equalsIgnoreCase);
                    headers.put(header, text);
                });
            }
        }
        return headers;
    }

    private boolean isOurs(String setting, String header) {
        String name = given.name(setting);
        if (!Header.isName(header)) {
            given.wrong(setting, name + " names '" + header + "', which is no name of a header; leave it out");
        } else if (Header.isTheClients(header)) {
            given.wrong(setting, name + " is set by the HTTP client itself; leave it out");
        } else if (SafeUrl.secretHeader(header)) {
            given.wrong(
                    setting,
                    name + " is a secret, which does not belong in a settings file; see " + given.name("auth.type"));
        } else {
            return true;
        }
        return false;
    }

    private Transport transport(URI base) {
        boolean tls = "https".equals(base.getScheme())
                || given.text(AuthDeclarations.TOKEN_URL_NAME).startsWith("https:");
        return new Transport(
                given.find(ApiDeclarations.PROXY),
                pem(ApiDeclarations.CA_FILE, tls, PemFile::certificates),
                pem(ApiDeclarations.CLIENT_CERTIFICATE, "https".equals(base.getScheme()), PemFile::identity));
    }

    /** A file of PEM that can be used now. */
    private Optional<String> pem(Setting<String> setting, boolean used, Function<PemFile, Object> content) {
        Optional<String> file = given.find(setting);
        String name = given.name(setting.name());
        if (file.isEmpty()) {
            return file;
        }
        if (!used) {
            given.wrong(setting.name(), name + " has no effect on an http:// URL; write https://, or leave it out");
            return Optional.empty();
        }
        return given.attempt(setting.name(), () -> content.apply(PemFile.read(name, file.get())))
                .flatMap(sound -> file);
    }
}
