package io.github.gradlock.harness.spec;

import io.github.gradlock.harness.GradlockException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code variants}: a mapping is a cross product, a list of mappings the union of theirs. */
final class VariantReader {
    /** A CI matrix holds no more jobs than this. */
    private static final int MOST = 256;

    private static final int MOST_THREADS = 4096;

    private static final Map<String, List<String>> WORDS = new TreeMap<>(Map.of(
            "jit", List.of("int", "c1", "c2", "mixed"),
            "avx", List.of("0", "1", "2", "3"),
            "threads", List.of(),
            "kernels", List.of("scalar", "vector", "cuda", "cuda-emulated", "fast"),
            "width", List.of("128", "256", "512"),
            "libm", List.of("intrinsic", "java")));

    /** Values of variables stand in names of environments, {@code torch[OMP_NUM_THREADS=2]}, and so in names of files. */
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.+-]{1,64}");

    /** These belong to gradlock, or decide what is run at all. */
    private static final Pattern RESERVED = Pattern.compile("GRADLOCK_.*|PATH|HOME|TMPDIR|LD_.*|CLASSPATH");

    private static final int MOST_NAME = 160;

    private VariantReader() {}

    static List<Variant> read(YamlNode node) {
        if (!(node instanceof YamlNode.Sequence rows)) {
            return product(node);
        }
        Set<Variant> union = new LinkedHashSet<>();
        for (YamlNode row : rows.items()) {
            for (Variant variant : product(row)) {
                if (!union.add(variant)) {
                    throw GradlockException.badInput(
                            row.location(),
                            "the variant " + name(variant) + " stands twice",
                            "remove it from one of the rows of \"variants\"");
                }
            }
        }
        if (union.isEmpty()) {
            throw Fields.wrong(node, "\"variants\"", "a mapping or a list of mappings", "remove an empty \"variants\"");
        }
        return checked(node, List.copyOf(union));
    }

    /** Returns the factors that a variant may have. */
    static List<String> factors() {
        return List.copyOf(WORDS.keySet());
    }

    /** Refuses a factor or a value that no variant may have. */
    static void check(Map<String, String> factors, String written) {
        checkName(new Variant(factors).toString(), null);
        factors.forEach((factor, value) -> {
            if (Variant.isVariable(factor)) {
                checkVariable(factor, null);
                checkValue(factor, value, null);
                return;
            }
            List<String> words = WORDS.get(factor);
            if (words == null) {
                throw GradlockException.badInput(
                        null,
                        written + ": unknown factor \"" + factor + "\"",
                        factor.equals("jdk")
                                ? "a JDK is what an environment is made with, and no factor: host-jdk25 is one of this machine,"
                                        + " and environment.yml says jdk=25"
                                : Nearest.hint(factor, WORDS.keySet()));
            }
            boolean known = words.isEmpty()
                    ? value.matches("[1-9][0-9]{0,3}") && Integer.parseInt(value) <= MOST_THREADS
                    : words.contains(value);
            if (!known) {
                throw GradlockException.badInput(
                        null,
                        written + ": not a value of " + factor + ": " + value,
                        factor + " is "
                                + (words.isEmpty()
                                        ? "a whole number from 1 to " + MOST_THREADS
                                        : String.join(", ", words)));
            }
        });
    }

    private static List<Variant> product(YamlNode node) {
        List<Map<String, String>> rows = List.of(Map.of());
        for (Map.Entry<String, YamlNode.Entry> factor :
                Fields.mapping(node, "\"variants\"").entries().entrySet()) {
            List<String> values = values(factor.getKey(), factor.getValue());
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> row : rows) {
                for (String value : values) {
                    Map<String, String> extended = new LinkedHashMap<>(row);
                    extended.put(factor.getKey(), value);
                    longer.add(extended);
                }
            }
            rows = longer;
            checked(node, rows);
        }
        List<Variant> variants = rows.stream().map(Variant::new).toList();
        variants.forEach(variant -> checkName(variant.toString(), node.location()));
        return variants;
    }

    private static void checkVariable(String name, @Nullable String location) {
        if (RESERVED.matcher(name).matches()) {
            throw GradlockException.badInput(
                    location,
                    "the variable " + name + " cannot be a factor",
                    "gradlock sets it itself, or it decides what is run; \"variables\" may set PATH and others for all variants");
        }
    }

    private static void checkValue(String name, String value, @Nullable String location) {
        if (!VALUE.matcher(value).matches()) {
            throw GradlockException.badInput(
                    location,
                    "\"" + value + "\" cannot be a value of the factor " + name,
                    "it stands in the names of environments: use at most 64 letters, digits and  _ . + -");
        }
    }

    private static List<String> values(String factor, YamlNode.Entry entry) {
        boolean variable = Variant.isVariable(factor);
        List<String> words = variable ? List.of() : WORDS.get(factor);
        if (variable) {
            checkVariable(factor, entry.keyLocation());
        }
        if (words == null) {
            throw GradlockException.badInput(
                    entry.keyLocation(), "unknown factor \"" + factor + "\"", Nearest.hint(factor, WORDS.keySet()));
        }
        List<YamlNode> items = entry.value() instanceof YamlNode.Sequence list ? list.items() : List.of(entry.value());
        if (items.isEmpty()) {
            throw Fields.wrong(entry.value(), "\"" + factor + "\"", "a value or a list of values", "remove the factor");
        }
        Set<String> values = new LinkedHashSet<>();
        for (YamlNode item : items) {
            String what = "\"" + factor + "\"";
            String value = value(item, what, variable, words);
            if (variable) {
                checkValue(factor, value, item.location());
            }
            if (!values.add(value)) {
                throw GradlockException.badInput(
                        item.location(), factor + "=" + value + " stands twice", "remove one of the two");
            }
        }
        return List.copyOf(values);
    }

    private static String value(YamlNode item, String what, boolean variable, List<String> words) {
        if (variable) {
            return Fields.text(item, what);
        }
        return words.isEmpty()
                ? String.valueOf(Fields.count(item, what, 1, MOST_THREADS))
                : Fields.word(item, what, words);
    }

    private static <T> List<T> checked(YamlNode node, List<T> variants) {
        if (variants.size() > MOST) {
            throw GradlockException.badInput(
                    node.location(),
                    "\"variants\" makes more than " + MOST + " variants",
                    "list the combinations that matter, as a list of mappings");
        }
        return variants;
    }

    /** Bundles are folders with this name, and a file system takes 255 bytes. */
    private static void checkName(String variant, @Nullable String location) {
        if (variant.length() > MOST_NAME) {
            throw GradlockException.badInput(
                    location,
                    "a variant's name has " + variant.length() + " characters, and may have " + MOST_NAME + ": "
                            + variant,
                    "take fewer variables or shorter values; what is the same in all variants belongs into \"variables\"");
        }
    }

    private static String name(Variant variant) {
        return variant.factors().isEmpty() ? "{}" : variant.toString();
    }
}
