package io.pagesync.auth;

import io.pagesync.InvalidSettingException;
import io.pagesync.NotAuthenticatedException;
import io.pagesync.api.Header;
import io.pagesync.api.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is kept: an environment variable or a file. It is read anew each time, so that a secret that was
 * rotated in its file is used without a restart.
 */
final class SecretSource {
    private static final int LONGEST = 64 * 1024;

    private final String setting;
    private final String fileSetting;
    private final String variable;
    private final @Nullable String file;
    private final Map<String, String> environment;

    /**
     * A source.
     *
     * @param setting how the secret is named, for messages
     * @param fileSetting how the setting is named that names its file
     * @param variable the environment variable that holds it where no file is named
     * @param file the file that holds it; null for none
     */
    SecretSource(
            String setting,
            String fileSetting,
            String variable,
            @Nullable String file,
            Map<String, String> environment) {
        this.setting = setting;
        this.fileSetting = fileSetting;
        this.variable = variable;
        this.file = file;
        this.environment = environment;
    }

    /**
     * The secret as it is now.
     *
     * @throws NotAuthenticatedException if it is missing or empty
     * @throws InvalidSettingException if it holds a control character
     */
    Secret read() {
        // The end of the line is the editor's; a space may well be a password's.
        String text = (file == null ? environment.getOrDefault(variable, "") : text(file)).replaceFirst("[\r\n]+$", "");
        if (text.isBlank()) {
            throw new NotAuthenticatedException(
                    file == null
                            ? setting + " is needed; put it into the environment variable " + variable
                                    + ", or name a file that holds it: " + fileSetting
                            : fileSetting + " names " + file + ", which is empty; put the secret there");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidSettingException(
                    described() + " holds a line break or another control character; it must be the secret alone");
        }
        return Secret.of(text);
    }

    /** The secret, stripped, of characters that a header may hold. */
    Secret readForHeader() {
        String text = read().reveal().strip();
        if (!Header.holds(text)) {
            throw new InvalidSettingException(described() + " holds a character that no header may hold");
        }
        return Secret.of(text);
    }

    /** What to look at when the secret is refused: the setting and where its value is. */
    String described() {
        return setting + (file == null ? " (environment variable " + variable + ")" : " (file " + file + ")");
    }

    private String text(String name) {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new InvalidSettingException(
                        fileSetting + " names " + name + ", which is larger than 64 KiB; is it the secret's file?");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidSettingException(fileSetting + " names " + name + ", which is no text in UTF-8");
        } catch (IOException | InvalidPathException e) {
            throw new NotAuthenticatedException(
                    fileSetting + " names " + name + ", which is not there or cannot be read");
        }
    }
}
