import io.github.gradlock.protocol.BundleWriter;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.SafetensorsWriter;
import io.github.gradlock.protocol.SessionWriter;
import io.github.gradlock.protocol.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the files that ci/check-compare times. */
class MakeBundles {
    private static final String HASH = "0".repeat(64);

    /**
     * Random binary32 elements that are computed where they are read; in one of a hundred, at random places, the last bit may be
     * turned.
     *
     * @param first number of the first element, so that tensors differ from each other
     */
    private record Elements(long first, long bytes, boolean turned) implements TensorData {
        @Override
        public ByteBuffer slice(long offset, int length) {
            ByteBuffer slice = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            IntStream.range(0, length / 4).parallel().forEach(i -> {
                long random = mix(first + offset / 4 + i);
                float value = (int) random * 0x1p-31f;
                boolean other = turned && Long.remainderUnsigned(random, 100) == 0;
                slice.putInt(4 * i, Float.floatToRawIntBits(value) ^ (other ? 1 : 0));
            });
            return slice;
        }

        /** The mixing function of SplitMix64. */
        private static long mix(long number) {
            long z = (number + 1) * 0x9e3779b97f4a7c15L;
            z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            return z ^ (z >>> 31);
        }
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        switch (args[1]) {
            case "lone" -> lone(folder, Long.parseLong(args[2]));
            case "stored" -> stored(Path.of(args[2]), folder, args[3].equals("zip"));
            case "many" -> many(folder, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    /** A file, the same once more, and one with a hundredth of the elements unlike. */
    private static void lone(Path folder, long bytes) throws IOException {
        for (String name : List.of("a", "same", "other")) {
            SafetensorsWriter writer = new SafetensorsWriter();
            boolean other = name.equals("other");
            // One tensor of three quarters, which is more than a buffer can hold, and 64 of the rest.
            long rows = bytes * 3 / 4 / 16384;
            writer.add("large/w", ElementType.F32, List.of(rows, 4096L), () -> new Elements(0, rows * 16384, other));
            long each = bytes / 4 / 64 / 4;
            for (int i = 0; i < 64; i++) {
                long first = rows * 4096 + i * each;
                writer.add(
                        "small/w%02d".formatted(i),
                        ElementType.F32,
                        List.of(each),
                        () -> new Elements(first, 4 * each, other));
            }
            writer.write(Files.createDirectories(folder.resolve(name)).resolve("values.safetensors"), Map.of());
        }
    }

    /** The same as bundles with a manifest, each a folder or a zip. */
    private static void stored(Path lone, Path folder, boolean zip) throws IOException {
        for (String name : List.of("a", "same", "other")) {
            BundleWriter.join(
                    List.of(lone.resolve(name)), identity(name), "compare", HASH, folder.resolve(name + ".glb"), zip);
        }
    }

    /** Bundles of as many cases, with the same digests and provenance of their own. */
    private static void many(Path folder, int bundles, int cases) throws IOException {
        Path session = folder.resolve("session");
        try (SessionWriter writer = SessionWriter.create(session, 1)) {
            for (int i = 0; i < cases; i++) {
                SessionWriter.CaseWriter one = writer.begin("case.%05d".formatted(i), 0);
                for (String tensor : List.of("grad.0", "grad.1", "out")) {
                    one.tensor(tensor, ElementType.F32, new long[] {4}, new Elements(i, 16, false).slice(0, 16));
                }
                one.end(CaseStatus.PASSED, null);
            }
            writer.finish();
        }
        Files.createDirectories(folder.resolve("bundles"));
        for (int i = 0; i < bundles; i++) {
            try (SessionWriter again = SessionWriter.create(folder.resolve("provenance" + i), 1)) {
                again.provenance(IntStream.range(0, 40)
                        .boxed()
                        .collect(Collectors.toMap(n -> "key." + n, n -> "a value of some length")));
                again.finish();
            }
            Files.move(
                    folder.resolve("provenance" + i).resolve("provenance.json"),
                    session.resolve("provenance.json"),
                    StandardCopyOption.REPLACE_EXISTING);
            Path target = folder.resolve("bundles").resolve("environment%02d.glb".formatted(i));
            BundleWriter.join(List.of(session), identity("environment%02d".formatted(i)), "compare", HASH, target, true);
        }
    }

    private static Manifest.Identity identity(String name) {
        return new Manifest.Identity(name, Map.of(), null, null, null);
    }
}
