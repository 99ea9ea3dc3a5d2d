package io.github.gradlock.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows every fault without the harness, in the operations and between the executions that its annotation names. */
@Tag("host")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private static final Map<String, Fault> FAULTS = Cases.with(Fault.class).entrySet().stream()
            .collect(Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue().getAnnotation(Fault.class),
                    (a, b) -> a,
                    TreeMap::new));

    /** For each settings and case, the processes that executed it. */
    private final Map<List<String>, Map<String, List<Execution>>> executions =
            new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));

    /** What one process gave: gradients of each iteration, and steps of the first. */
    private static final class Execution {
        final List<Map<String, String>> gradients = new ArrayList<>();
        final Map<String, String> inputs = new TreeMap<>();
        final Map<String, String> outputs = new TreeMap<>();
        String skipped = "";
    }

    /** Threads that race do so or not by what else the machine does: where all iterations of one process agree, others are asked. */
    private static final int MORE_PROCESSES = 9;

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    void execute() throws Exception {
        Map<List<String>, Map<String, Integer>> wanted =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        FAULTS.forEach((id, fault) -> {
            wanted.computeIfAbsent(List.of(fault.a()), key -> new TreeMap<>()).put(id, 0);
            wanted.computeIfAbsent(List.of(fault.b()), key -> new TreeMap<>()).put(id, 0);
        });
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Callable<@Nullable Void>> settings = new ArrayList<>();
            wanted.forEach((key, ids) -> settings.add(() -> execute(key, ids.keySet())));
            for (Future<@Nullable Void> done : two.invokeAll(settings)) {
                done.get();
            }
        } finally {
            two.shutdownNow();
        }
    }

    /** Runs the cases that want these settings, in as many processes as the most demanding one asks for. */
    private @Nullable Void execute(List<String> settings, Set<String> wanted) throws Exception {
        Set<String> ids = new TreeSet<>(wanted);
        for (int restart = 0; !ids.isEmpty(); restart++) {
            List<String> arguments =
                    ids.stream().map(id -> id + "=" + times(fault(id))).toList();
            note(settings, Launch.exhibit(settings, arguments, folder));
            int started = restart + 1;
            ids.removeIf(id -> fault(id).restarts() <= started);
        }
        return null;
    }

    private synchronized void note(List<String> settings, List<String> lines) {
        Map<String, Execution> process = new TreeMap<>();
        for (String line : lines) {
            String[] parts = line.split("\t");
            String[] head = parts[0].split(" ");
            int iteration = Integer.parseInt(head[1]);
            Execution execution = process.computeIfAbsent(head[0], key -> new Execution());
            if (parts[1].equals("skipped")) {
                execution.skipped = parts[2];
            } else if (parts[1].equals("gradient")) {
                while (execution.gradients.size() <= iteration) {
                    execution.gradients.add(new TreeMap<>());
                }
                execution.gradients.get(iteration).put(parts[2], parts[4]);
            } else {
                execution.inputs.put(parts[2], parts[3]);
                execution.outputs.put(parts[2], parts[4]);
            }
        }
        process.forEach((id, execution) -> executions
                .computeIfAbsent(settings, key -> new TreeMap<>())
                .computeIfAbsent(id, key -> new ArrayList<>())
                .add(execution));
    }

    static Stream<String> faults() {
        return FAULTS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void showsAsItsAnnotationSays(String id) throws Exception {
        Fault fault = fault(id);
        List<Execution> a = processes(id, fault.a());
        List<Execution> b = processes(id, fault.b());
        a.forEach(execution -> assumeTrue(execution.skipped.isEmpty(), execution.skipped));
        b.forEach(execution -> assumeTrue(execution.skipped.isEmpty(), execution.skipped));
        switch (fault.shows()) {
            case SIDES -> showsBetweenSides(fault, a, b);
            case RESTARTS -> {
                constantInEach(a);
                assertTrue(firsts(a).size() > 1, "the same in all of " + a.size() + " processes");
                assertEquals(Set.of(fault.steps()), originsOfAny(a));
            }
            case ITERATIONS -> {
                for (int more = 0; more < MORE_PROCESSES && !varies(id, fault); more++) {
                    note(
                            List.of(fault.a()),
                            Launch.exhibit(List.of(fault.a()), List.of(id + "=" + times(fault)), folder));
                }
                assertTrue(varies(id, fault), "the same in all iterations of " + (1 + MORE_PROCESSES) + " processes");
            }
        }
    }

    private boolean varies(String id, Fault fault) {
        return processes(id, fault.a()).stream().anyMatch(process -> new HashSet<>(process.gradients).size() > 1);
    }

    private static int times(Fault fault) {
        return Math.max(2, fault.iterations());
    }

    private static Fault fault(String id) {
        return Objects.requireNonNull(FAULTS.get(id), id);
    }

    private List<Execution> processes(String id, String... settings) {
        return executions.getOrDefault(List.of(settings), Map.of()).getOrDefault(id, List.of());
    }

    private static void showsBetweenSides(Fault fault, List<Execution> a, List<Execution> b) {
        constantInEach(a);
        constantInEach(b);
        assertEquals(1, firsts(a).size(), "side A varies between processes");
        if (fault.inGradient()) {
            assertNotEquals(a.get(0).gradients.get(0), b.get(0).gradients.get(0), "the gradients are the same");
        } else {
            assertEquals(a.get(0).gradients.get(0), b.get(0).gradients.get(0), "the gradients differ");
        }
        assertEquals(Set.of(fault.steps()), origins(a.get(0), b.get(0)));
    }

    private static void constantInEach(List<Execution> processes) {
        for (Execution process : processes) {
            process.gradients.forEach(iteration -> assertEquals(process.gradients.get(0), iteration, "iterations"));
        }
    }

    private static Set<String> firsts(List<Execution> processes) {
        return processes.stream()
                .map(process -> process.gradients.get(0).toString())
                .collect(Collectors.toSet());
    }

    private static Set<String> originsOfAny(List<Execution> processes) {
        return IntStream.range(1, processes.size())
                .mapToObj(i -> origins(processes.get(0), processes.get(i)))
                .filter(origins -> !origins.isEmpty())
                .findFirst()
                .orElse(Set.of());
    }

    /** Returns the steps that took the same bits and gave others. */
    private static Set<String> origins(Execution a, Execution b) {
        return a.inputs.keySet().stream()
                .filter(step -> Objects.equals(a.inputs.get(step), b.inputs.get(step))
                        && !Objects.equals(a.outputs.get(step), b.outputs.get(step)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
