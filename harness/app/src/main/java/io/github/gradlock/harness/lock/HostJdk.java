package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.channel.InstalledJdk;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.spec.Dependency;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.MatchSpec;
import java.util.List;
import java.util.Optional;

/** Chooses the installed JDK that a host environment means. */
final class HostJdk {
    private HostJdk() {}

    /** Returns the version constraint of the environment, empty if any JDK will do. */
    static String constraint(EnvironmentSpec spec) {
        return spec.dependency("jdk").map(Dependency::constraint).orElse("");
    }

    /** Returns whether the spec names one version exactly; other host environments belong to the machine. */
    static boolean isExact(EnvironmentSpec spec) {
        return constraint(spec).matches("==[^,|*<>=]+");
    }

    /** Returns the release that the environment names, if it names one. */
    static Optional<Integer> feature(EnvironmentSpec spec) {
        String written = constraint(spec);
        return written.matches("==?[0-9]{1,4}([.+].*)?")
                ? Optional.of(Integer.valueOf(written.replaceFirst("^=+", "").replaceFirst("[^0-9].*", "")))
                : Optional.empty();
    }

    /** Returns the JDK that satisfies the spec: the running one if it does, else the newest. */
    static Optional<InstalledJdk> choose(EnvironmentSpec spec, List<InstalledJdk> installed) {
        MatchSpec wanted = MatchSpec.parse(constraint(spec));
        return installed.stream().filter(jdk -> wanted.matches(jdk.version())).findFirst();
    }

    /** Returns the JDKs of a template: one for each feature version but the running one, newest first. */
    static List<InstalledJdk> further(EnvironmentSpec template, List<InstalledJdk> installed) {
        MatchSpec wanted = MatchSpec.parse(constraint(template));
        List<Integer> seen = new java.util.ArrayList<>();
        installed.stream().filter(InstalledJdk::running).forEach(jdk -> seen.add(jdk.feature()));
        List<InstalledJdk> further = new java.util.ArrayList<>();
        for (InstalledJdk jdk : installed) {
            if (wanted.matches(jdk.version()) && !seen.contains(jdk.feature())) {
                seen.add(jdk.feature());
                further.add(jdk);
            }
        }
        return List.copyOf(further);
    }

    /** Returns whether a JDK calls itself what the lock says. */
    static boolean sameRelease(JdkLock pinned, InstalledJdk jdk) {
        return jdk.vendor().equals(pinned.vendor()) && jdk.version().equals(pinned.version());
    }
}
