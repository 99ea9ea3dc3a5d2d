package io.github.gradlock.harness.channel;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What apt answered: the files it would fetch, and its records of them.
 *
 * <p>{@code --print-uris} gives the closure but an old hash or none; {@code apt-cache show} gives SHA-256, so both are read.
 */
final class AptAnswer {
    /** Stands alone on a line between the first two parts. */
    static final String SEPARATOR = "=== gradlock: records ===";

    /** Stands alone on a line before the times of the archives. */
    static final String DATES = "=== gradlock: dates ===";

    private static final DateTimeFormatter DATED = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

    private static final Pattern URI_LINE = Pattern.compile("'([^']+)' (\\S+)_([^_ ]+)_([^_ ]+)\\.deb ([0-9]+) ?\\S*");

    private AptAnswer() {}

    /** Returns {@code name=version} of each file that would be fetched. */
    static List<String> wanted(String uris) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String line : uris.lines().toList()) {
            Matcher matcher = URI_LINE.matcher(line.strip());
            if (matcher.matches()) {
                wanted.add(matcher.group(2) + "=" + matcher.group(3).replace("%3a", ":"));
            }
        }
        return new ArrayList<>(wanted);
    }

    /**
     * Joins the parts.
     *
     * @throws IllegalArgumentException if a file has no record, or a record no SHA-256
     */
    static AptResolution parse(String output) {
        int cut = output.indexOf(SEPARATOR);
        if (cut < 0) {
            throw new IllegalArgumentException("apt's answer ends early");
        }
        int dates = output.indexOf(DATES, cut);
        String shown = output.substring(cut + SEPARATOR.length(), dates < 0 ? output.length() : dates);
        Map<String, AptPackage> records = records(shown);
        Map<String, AptPackage> packages = new TreeMap<>();
        for (String wanted : wanted(output.substring(0, cut))) {
            AptPackage known = records.get(wanted);
            if (known == null) {
                throw new IllegalArgumentException("apt has no SHA-256 for " + wanted);
            }
            packages.put(wanted, known);
        }
        return new AptResolution(
                List.copyOf(packages.values()), dates < 0 ? null : newest(output.substring(dates + DATES.length())));
    }

    /** Release files write {@code Sat, 28 Nov 2026 20:11:51 UTC}. */
    private static @Nullable String newest(String dates) {
        return dates.lines()
                .map(line -> line.strip().replaceFirst("UTC$", "GMT"))
                .filter(line -> !line.isEmpty())
                .map(line -> ZonedDateTime.parse(line, DateTimeFormatter.RFC_1123_DATE_TIME))
                .max(ZonedDateTime::compareTo)
                .map(DATED::format)
                .orElse(null);
    }

    private static Map<String, AptPackage> records(String text) {
        Map<String, AptPackage> records = new HashMap<>();
        for (String stanza : text.split("\n\\s*\n")) {
            Map<String, String> fields = new HashMap<>();
            for (String line : stanza.lines().toList()) {
                int colon = line.indexOf(": ");
                if (colon > 0 && line.charAt(0) != ' ') {
                    fields.putIfAbsent(
                            line.substring(0, colon), line.substring(colon + 2).strip());
                }
            }
            String sha256 = fields.getOrDefault("SHA256", "");
            String size = fields.getOrDefault("Size", "");
            if (sha256.matches("[0-9a-f]{64}") && size.matches("[0-9]{1,15}")) {
                String name = fields.getOrDefault("Package", "");
                String version = fields.getOrDefault("Version", "");
                records.put(
                        name + "=" + version,
                        new AptPackage(
                                name, version, fields.getOrDefault("Filename", ""), Long.parseLong(size), sha256));
            }
        }
        return records;
    }
}
