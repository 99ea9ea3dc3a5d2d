package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.Bundle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bundle under the name by which reports know it.
 *
 * @param name of its environment with variant; numbered by path where two bundles have one name
 * @param bundle open
 */
public record Subject(String name, Bundle bundle) {
    /** Names bundles, in the order given. */
    static List<Subject> name(List<Bundle> bundles) {
        Map<String, List<Bundle>> byName = bundles.stream()
                .sorted(Comparator.comparing(bundle -> bundle.path().toString()))
                .collect(Collectors.groupingBy(Subject::displayName));
        List<Subject> subjects = new ArrayList<>();
        for (Bundle bundle : bundles) {
            List<Bundle> namesakes = byName.getOrDefault(displayName(bundle), List.of());
            String number = namesakes.size() > 1 ? "#" + (namesakes.indexOf(bundle) + 1) : "";
            subjects.add(new Subject(displayName(bundle) + number, bundle));
        }
        return subjects;
    }

    /** Its name is its own among all that are compared, and a comparison asks for it once a case. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Returns whether another subject is the same bundle under the same name. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Subject subject && bundle == subject.bundle && name.equals(subject.name);
    }

    /** Returns whether another bundle has the same name, and only the paths tell them apart. */
    boolean isNumbered() {
        return name.startsWith(displayName(bundle) + "#");
    }

    private static String displayName(Bundle bundle) {
        return bundle.manifest().identity().displayName();
    }
}
