package io.github.gradlock.harness.spec;

import io.github.gradlock.harness.spec.EnvironmentSpec.Limits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code limits}: memory, cpus, pids and timeout, each with a default. */
final class LimitsReader {
    static final Limits DEFAULT = new Limits(2L << 30, 2, 512, Duration.ofMinutes(10));

    private static final Pattern MEMORY = Pattern.compile("([0-9]{1,9})([kmgKMG])?i?[bB]?");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smh])");
    private static final Pattern CPUS = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3})?");

    private LimitsReader() {}

    static Limits read(@Nullable YamlNode node) {
        if (node == null) {
            return DEFAULT;
        }
        Fields fields = Fields.of(node, "\"limits\"", List.of("memory", "cpus", "pids", "timeout"));
        YamlNode memory = fields.get("memory");
        YamlNode cpus = fields.get("cpus");
        YamlNode pids = fields.get("pids");
        YamlNode timeout = fields.get("timeout");
        return new Limits(
                memory == null ? DEFAULT.memoryBytes() : memory(memory),
                cpus == null ? DEFAULT.cpus() : cpus(cpus),
                pids == null ? DEFAULT.pids() : (int) Fields.count(pids, "\"pids\"", 16, 1 << 20),
                timeout == null ? DEFAULT.timeout() : timeout(timeout));
    }

    private static long memory(YamlNode node) {
        Matcher matcher = MEMORY.matcher(Fields.text(node, "\"memory\""));
        long bytes = matcher.matches() ? Long.parseLong(matcher.group(1)) << shift(matcher.group(2)) : 0;
        if (bytes < 64L << 20) {
            throw Fields.wrong(node, "\"memory\"", "an amount of at least 64m", "write for instance 512m or 2g");
        }
        return bytes;
    }

    private static int shift(@Nullable String unit) {
        return unit == null
                ? 0
                : switch (unit) {
                    case "k", "K" -> 10;
                    case "m", "M" -> 20;
                    default -> 30;
                };
    }

    private static double cpus(YamlNode node) {
        String text = Fields.text(node, "\"cpus\"");
        if (CPUS.matcher(text).matches() && new BigDecimal(text).signum() > 0) {
            return Double.parseDouble(text);
        }
        throw Fields.wrong(node, "\"cpus\"", "a number above 0", "write for instance 2 or 0.5");
    }

    private static Duration timeout(YamlNode node) {
        Matcher matcher = TIME.matcher(Fields.text(node, "\"timeout\""));
        if (matcher.matches() && Long.parseLong(matcher.group(1)) > 0) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        }
        throw Fields.wrong(node, "\"timeout\"", "a time with its unit", "write for instance 30s, 10m or 1h");
    }
}
