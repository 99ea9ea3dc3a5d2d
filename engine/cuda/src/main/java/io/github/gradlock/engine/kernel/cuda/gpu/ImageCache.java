package io.github.gradlock.engine.kernel.cuda.gpu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Modules that were compiled before, a file each: a SHA-256 of what follows, the length of the PTX, the PTX, the code. A file that is damaged, or
 * cannot be read or written, is as good as none: then kernels are compiled again.
 */
final class ImageCache {
    /** System property with the folder. */
    static final String PROPERTY = "gradlock.cuda.cache";

    private static final int HASH_BYTES = 32;
    private static final long MOST_BYTES = 256L << 20;

    private final Path folder;

    ImageCache(Path folder) {
        this.folder = folder;
    }

    /** Returns the one of this user: that of the property, or {@code gradlock/cuda} where caches are. */
    static ImageCache ofThisUser() {
        String property = System.getProperty(PROPERTY);
        if (property != null) {
            return new ImageCache(Path.of(property));
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        Path root = caches != null && Path.of(caches).isAbsolute()
                ? Path.of(caches)
                : Path.of(System.getProperty("user.home"), ".cache");
        return new ImageCache(root.resolve("gradlock").resolve("cuda"));
    }

    /** Returns the name of what comes of sources, options and a compiler. */
    static String key(String source, Map<String, String> headers, List<String> options, String compiler) {
        MessageDigest hash = sha256();
        update(hash, source);
        headers.forEach((name, text) -> {
            update(hash, name);
            update(hash, text);
        });
        options.forEach(option -> update(hash, option));
        update(hash, compiler);
        return HexFormat.of().formatHex(hash.digest());
    }

    /** With its length before it, no text can be taken for two. */
    private static void update(MessageDigest hash, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        hash.update(bytes);
    }

    /** Returns what was kept under a key; null if there is nothing whole. */
    @Nullable
    Image find(String key, String compiler) {
        try {
            Path file = folder.resolve(key);
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return null;
            }
            byte[] all = Files.readAllBytes(file);
            if (all.length < HASH_BYTES + Integer.BYTES) {
                return null;
            }
            ByteBuffer content = ByteBuffer.wrap(all, HASH_BYTES, all.length - HASH_BYTES);
            MessageDigest hash = sha256();
            hash.update(content.duplicate());
            int length = content.getInt();
            if (!Arrays.equals(hash.digest(), Arrays.copyOf(all, HASH_BYTES))
                    || length < 0
                    || length > content.remaining()) {
                return null;
            }
            byte[] ptx = new byte[length];
            content.get(ptx);
            byte[] binary = new byte[content.remaining()];
            content.get(binary);
            return new Image(new String(ptx, StandardCharsets.UTF_8), binary.length == 0 ? null : binary, compiler);
        } catch (IOException unread) {
            return null;
        }
    }

    /** Keeps a module, which appears under its name in one step. */
    void keep(String key, Image image) {
        byte[] binary = image.binary() == null ? new byte[0] : image.binary();
        byte[] ptx = image.ptx().getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(Integer.BYTES + ptx.length + binary.length);
        content.putInt(ptx.length).put(ptx).put(binary).flip();
        MessageDigest hash = sha256();
        hash.update(content.duplicate());
        ByteBuffer all = ByteBuffer.allocate(HASH_BYTES + content.remaining());
        all.put(hash.digest()).put(content);
        try {
            Files.createDirectories(folder);
            Path half = Files.createTempFile(folder, key, ".tmp");
            try {
                Files.write(half, all.array());
                Files.move(
                        half, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException full) {
            // It is compiled again the next time.
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
