package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.NotAuthenticatedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The form of a file that holds one secret and nothing else: text in UTF-8, of 64 KiB at most. */
public final class SecretFile {
    private static final int LONGEST = 64 * 1024;

    private SecretFile() {}

    /**
     * Reads it, without the end of its line, which is the editor's; a space may well be a password's.
     *
     * @param setting the setting that names the file, for messages
     * @param file the file's path
     * @return the secret; empty if the file is
     * @throws NotAuthenticatedException if it is not there or cannot be read
     * @throws InvalidSettingException if it is too large, or no text
     */
    public static String read(String setting, String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new InvalidSettingException(
                        setting + " names " + file + ", which is larger than 64 KiB; is it the secret's file?");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.replaceFirst("[\r\n]+$", "");
        } catch (CharacterCodingException e) {
            throw new InvalidSettingException(setting + " names " + file + ", which is no text in UTF-8");
        } catch (IOException | InvalidPathException e) {
            throw new NotAuthenticatedException(setting + " names " + file + ", which is not there or cannot be read");
        }
    }
}
