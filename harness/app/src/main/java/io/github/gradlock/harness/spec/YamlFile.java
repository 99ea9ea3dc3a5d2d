package io.github.gradlock.harness.spec;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;

/** Reads a YAML file within limits. */
public final class YamlFile {
    /** Greatest size of a file, in bytes. */
    public static final int MAXIMAL_SIZE = 1 << 20;

    private YamlFile() {}

    /**
     * Reads the one document of a file.
     *
     * @param ifEmpty what to do about a file without one
     * @throws GradlockException if the file cannot be read, is larger than 1 MiB, is not UTF-8, holds characters that no
     *     text has, or is not one plain YAML document
     */
    public static YamlNode read(Path file, String ifEmpty) {
        String text = text(file);
        if (text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
            throw GradlockException.badInput(file + ":1:1", "the file is empty", ifEmpty);
        }
        return YamlDocument.parse(file.toString(), text);
    }

    static String text(Path file) {
        String name = file.toString();
        byte[] bytes;
        try {
            if (Files.isDirectory(file)) {
                throw GradlockException.badInput(name, "this is a folder, not a file", "name the file in it");
            }
            if (!Files.isRegularFile(file)) {
                boolean other = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
                throw GradlockException.badInput(
                        name,
                        other ? "is a link to what is not there, or no file" : "no such file",
                        "check the path, or gradlock env list");
            }
            long size = Files.size(file);
            if (size > MAXIMAL_SIZE) {
                throw tooLarge(name, size);
            }
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MAXIMAL_SIZE + 1);
            }
        } catch (IOException problem) {
            throw GradlockException.badInput(name, "cannot be read: " + Reason.of(problem), "check its permissions");
        }
        if (bytes.length > MAXIMAL_SIZE) {
            throw tooLarge(name, bytes.length);
        }
        String text = decode(name, bytes);
        return rejectOddCharacters(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static GradlockException tooLarge(String name, long size) {
        return GradlockException.badInput(
                name,
                String.format(Locale.ROOT, "the file has %,d bytes, more than the %,d allowed", size, MAXIMAL_SIZE),
                "an environment is a few lines: is this the right file?");
    }

    private static String decode(String name, byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            throw GradlockException.badInput(
                    position(name, text, text.length()), "not UTF-8 from here on", "save the file as UTF-8");
        }
        return text.toString();
    }

    private static String rejectOddCharacters(String name, String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (isOdd(character)) {
                throw GradlockException.badInput(
                        position(name, text, index),
                        String.format(
                                Locale.ROOT, "the character U+%04X does not belong in a text file", (int) character),
                        "remove it, or write it as an escape in double quotes");
            }
        }
        return text;
    }

    /** Controls, and the marks that make a line look like another one. */
    private static boolean isOdd(char character) {
        boolean control = Character.isISOControl(character)
                && character != '\t'
                && character != '\n'
                && character != '\r'
                && character != '\u0085';
        boolean direction =
                character >= '\u202A' && character <= '\u202E' || character >= '\u2066' && character <= '\u2069';
        return control || direction || character == '\uFEFF' || character >= '\uFFFE';
    }

    private static String position(String name, CharSequence text, int index) {
        int line = 1;
        int column = 1;
        for (int at = 0; at < index; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return name + ":" + line + ":" + column;
    }
}
