package io.pagesync.api.credential;

import io.pagesync.settings.Naming;
import java.util.Map;

/** Secret headers that stay what they are for as long as the process lives; none at all is one case of it. */
record FixedHeaders(Map<String, Secret> headers) implements Auth {
    @Override
    public boolean proves() {
        return !headers.isEmpty();
    }

    @Override
    public Authorization open(Secrets seen) {
        headers.values().forEach(seen::add);
        Credential fixed = proves() ? Credential.headers(headers) : Credential.NONE;
        return new Authorization() {
            @Override
            public Credential credential(Worker worker) {
                return fixed;
            }

            @Override
            public Credential newest(Credential held) {
                return fixed;
            }

            @Override
            public boolean refused(Credential used) {
                return false;
            }

            @Override
            public String cure(Naming names) {
                return "check the credentials: " + names.setting("auth.type") + " says who asks";
            }
        };
    }
}
