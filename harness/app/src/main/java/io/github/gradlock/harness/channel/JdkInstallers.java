package io.github.gradlock.harness.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which commands of the usual tools would install a JDK; none of them is run. */
public final class JdkInstallers {
    /** By a part of {@code IMPLEMENTOR}: the vendor in SDKMAN, in mise and asdf, and in winget; empty where a tool has none. */
    private static final Map<String, Names> VENDORS = Map.of(
            "adoptium", new Names("tem", "temurin", "EclipseAdoptium.Temurin.%d.JDK"),
            "azul", new Names("zulu", "zulu", "Azul.Zulu.%d.JDK"),
            "amazon", new Names("amzn", "corretto", "Amazon.Corretto.%d.JDK"),
            "microsoft", new Names("ms", "microsoft", "Microsoft.OpenJDK.%d"),
            "bellsoft", new Names("librca", "liberica", "BellSoft.LibericaJDK.%d"),
            "oracle", new Names("open", "openjdk", "Oracle.JDK.%d"),
            "graalvm", new Names("graalce", "graalvm-community", ""),
            "sap", new Names("sapmchn", "sapmachine", "SAP.SapMachine.%d.JDK"),
            "international business machines", new Names("sem", "semeru-openj9", ""));

    private record Names(String sdkman, String mise, String winget) {}

    private JdkInstallers() {}

    /**
     * Returns commands, the one that gives exactly this version first.
     *
     * @param vendor as its release file says, {@code Eclipse Adoptium}
     * @param version full version, {@code 21.0.4+7}
     * @param system {@code os.name} of the machine
     */
    public static List<String> of(String vendor, String version, String system) {
        String os = system.toLowerCase(Locale.ROOT);
        int feature = Integer.parseInt(version.replaceFirst("[^0-9].*", ""));
        List<String> commands = new ArrayList<>();
        if (vendor.equals("Debian") || vendor.equals("Ubuntu")) {
            commands.add("apt-get install openjdk-" + feature + "-jdk");
            return commands;
        }
        Optional<Names> names = VENDORS.entrySet().stream()
                .filter(known -> vendor.toLowerCase(Locale.ROOT).contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        names.ifPresent(known -> {
            if (!os.startsWith("windows")) {
                commands.add("sdk install java " + version.replaceFirst("\\+.*", "") + "-" + known.sdkman());
            }
            commands.add("mise install java@" + known.mise() + "-" + version);
            if (os.startsWith("windows") && !known.winget().isEmpty()) {
                commands.add("winget install " + known.winget().formatted(feature));
            }
        });
        if (os.startsWith("mac")) {
            commands.add("brew install openjdk@" + feature);
        }
        return commands;
    }

    /** Returns commands that give some JDK of a release. */
    public static List<String> of(int feature, String system) {
        String os = system.toLowerCase(Locale.ROOT);
        List<String> commands = new ArrayList<>();
        if (os.startsWith("linux")) {
            commands.add("apt-get install openjdk-" + feature + "-jdk");
        } else if (os.startsWith("mac")) {
            commands.add("brew install openjdk@" + feature);
        } else {
            commands.add("winget install EclipseAdoptium.Temurin." + feature + ".JDK");
        }
        commands.add("mise install java@temurin-" + feature);
        return commands;
    }

    /** Returns the commands as the end of a sentence, {@code : a, or b}; nothing where there are none. */
    public static String sentence(List<String> commands) {
        return commands.isEmpty() ? "" : ": " + String.join(", or ", commands);
    }
}
