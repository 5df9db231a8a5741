package io.pagesync.auth;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.credential.Authorization;
import io.pagesync.api.credential.Credential;
import io.pagesync.api.credential.Secret;
import io.pagesync.api.credential.Secrets;
import io.pagesync.settings.Naming;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A secret that goes out as it is, with every request: a bearer token, a key, a password. It is read again before each
 * request, so that one that was rotated in its file is used at once; while the file is being written anew, and empty or
 * gone for a moment, the last one stays.
 */
final class KeptSecret implements Authorization {
    private final Supplier<Secret> source;
    private final Function<Secret, Credential> form;
    private final String described;
    private final Secrets seen;
    private volatile @Nullable Kept kept;

    private record Kept(String text, Credential credential) {}

    /**
     * A secret.
     *
     * @param source reads it
     * @param form makes of it what a request carries
     * @param described where it is, for messages
     */
    KeptSecret(Supplier<Secret> source, Function<Secret, Credential> form, String described, Secrets seen) {
        this.source = source;
        this.form = form;
        this.described = described;
        this.seen = seen;
    }

    @Override
    public Credential credential(Worker worker) {
        return now();
    }

    @Override
    public boolean refused(Credential used) {
        return now() != used;
    }

    @Override
    public boolean forbidden(Credential used) {
        return refused(used);
    }

    @Override
    public String cure(Naming names) {
        return "check " + described;
    }

    private Credential now() {
        Kept last = kept;
        try {
            Secret secret = source.get();
            if (last != null && last.text.equals(secret.reveal())) {
                return last.credential;
            }
            return renew(secret);
        } catch (InvalidSettingException e) {
            if (last == null) {
                throw e;
            }
            return last.credential;
        }
    }

    private synchronized Credential renew(Secret secret) {
        Kept last = kept;
        if (last != null && last.text.equals(secret.reveal())) {
            return last.credential;
        }
        seen.add(secret);
        Credential fresh = form.apply(secret);
        kept = new Kept(secret.reveal(), fresh);
        return fresh;
    }
}
