package io.github.gradlock.benchmark;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.benchmark.rare.RareCases;
import io.github.gradlock.benchmark.sweep.Sweep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the benchmark holds, for programs that run it: the resource {@code META-INF/gradlock/benchmark.json}, made of the annotations. */
public final class Index {
    /** Where it lies in the jar. */
    public static final String RESOURCE = "META-INF/gradlock/benchmark.json";

    private Index() {}

    /** Returns the index as JSON, indented, with a final line feed. */
    public static String json() throws IOException {
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("format", 1);
        index.put("sweep", sweep());
        index.put("faults", faults());
        index.put("rare", rare());
        index.put("clean", clean());
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return new ObjectMapper().writer(printer).writeValueAsString(index) + "\n";
    }

    private static Map<String, Object> sweep() {
        Map<String, Object> sweep = new LinkedHashMap<>();
        sweep.put("select", "sweep/*");
        sweep.put("trials", Sweep.ids().size());
        sweep.put("a", settings());
        sweep.put("b", settings(Side.OTHER));
        return sweep;
    }

    private static List<Object> faults() {
        List<Object> faults = new ArrayList<>();
        Cases.with(Fault.class).forEach((id, method) -> {
            Fault fault = method.getAnnotation(Fault.class);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("case", id);
            entry.put("set", id.substring(0, id.indexOf('/')));
            entry.put("cause", fault.cause().id());
            entry.put("also", Stream.of(fault.also()).map(Cause::id).toList());
            entry.put("shows", fault.shows().name().toLowerCase(Locale.ROOT));
            entry.put("inGradient", fault.inGradient());
            entry.put("steps", List.of(fault.steps()));
            entry.put("iterations", fault.iterations());
            entry.put("restarts", fault.restarts());
            entry.put("a", settings(fault.a()));
            entry.put("b", settings(fault.b()));
            faults.add(entry);
        });
        return faults;
    }

    private static List<Object> rare() {
        List<Object> rare = new ArrayList<>();
        for (double p : RareCases.PROBABILITIES) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("p", p);
            entry.put("select", "rare/" + p + "/*");
            entry.put("cases", RareCases.CASES);
            rare.add(entry);
        }
        return rare;
    }

    /** Returns twelve environments, so 66 pairs, in which every factor of a host's variants takes several values. */
    private static Map<String, Object> clean() {
        List<Object> environments = new ArrayList<>();
        for (String jit : List.of("jit=int", "jit=c1", "jit=c2")) {
            for (String avx : List.of("avx=0", "avx=2")) {
                environments.add(settings(jit, avx, "threads=1", "libm=intrinsic"));
                environments.add(settings(jit, avx, "threads=7", "libm=java"));
            }
        }
        Map<String, Object> clean = new LinkedHashMap<>();
        clean.put("select", "clean/*");
        clean.put("cases", Cases.with(Control.class).size() + Sweep.graphs().size());
        clean.put("environments", environments);
        return clean;
    }

    /** Sorts settings into factors of an environment's variants, JVM options, and environment variables. */
    private static Map<String, Object> settings(String... settings) {
        Map<String, String> variant = new LinkedHashMap<>();
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> jvm = new ArrayList<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            if (setting.startsWith("-")) {
                jvm.add(setting);
            } else if (Character.isUpperCase(setting.charAt(0))) {
                variables.put(parts[0], parts[1]);
            } else {
                variant.put(parts[0], parts[1]);
            }
        }
        Map<String, Object> sorted = new LinkedHashMap<>();
        sorted.put("variant", variant);
        sorted.put("jvm", jvm);
        sorted.put("variables", variables);
        return sorted;
    }
}
