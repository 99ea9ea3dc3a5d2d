package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a model consists of: each module with the shape that it gives for an input, its parameters, and the memory of both.
 *
 * @param rows modules in the order in which they were called, each call once
 * @param parameters elements of all parameters
 * @param parameterBytes memory of all parameters
 * @param bufferBytes memory of all buffers
 * @param outputBytes memory of the outputs of the modules that have no submodules: what a forward pass keeps at most
 */
public record Summary(List<Row> rows, long parameters, long parameterBytes, long bufferBytes, long outputBytes) {
    private static final int LEAST_WIDTH = 12;

    /**
     * One call of a module.
     *
     * @param name path of the module, empty for the model
     * @param type its class
     * @param output shape of what it gave
     * @param parameters elements of its own parameters, without those of submodules
     * @param outputBytes memory of the output
     */
    public record Row(String name, String type, Shape output, long parameters, long outputBytes) {}

    /** Copies the rows. */
    public Summary {
        rows = List.copyOf(rows);
    }

    /**
     * Calls a model once, in evaluation and without recording, and tells what was called, however it was: by {@link Module#call}, or by
     * a method of its own that takes more inputs. All modes are put back.
     *
     * @param input what the model takes, of the shape and dtype that it takes it in
     */
    public static Summary of(Module model, Tensor input) {
        List<Row> rows = new ArrayList<>();
        List<Runnable> removals = new ArrayList<>();
        model.namedModules()
                .forEach((name, module) -> removals.add(
                        module.registerForwardHook((called, from, output) -> rows.add(row(name, called, output)))));
        List<Module> training = model.namedModules().values().stream()
                .filter(Module::isTraining)
                .toList();
        try {
            model.eval();
            Autograd.noGrad(() -> model.call(input));
        } finally {
            training.forEach(module -> module.trainAlone(true));
            removals.forEach(Runnable::run);
        }
        Map<String, Module> modules = model.namedModules();
        long outputs = rows.stream()
                .filter(row -> isLeaf(modules, row.name))
                .mapToLong(Row::outputBytes)
                .sum();
        return new Summary(
                rows,
                model.parameters().stream().mapToLong(Tensor::numel).sum(),
                model.parameters().stream().mapToLong(Summary::bytes).sum(),
                model.namedBuffers().values().stream().mapToLong(Summary::bytes).sum(),
                outputs);
    }

    private static boolean isLeaf(Map<String, Module> modules, String name) {
        Module module = modules.get(name);
        return module == null || module.namedChildren().isEmpty();
    }

    private static Row row(String name, Module module, Tensor output) {
        long own = module.namedParameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().contains("."))
                .mapToLong(parameter -> parameter.getValue().numel())
                .sum();
        return new Row(name, module.typeName(), output.shape(), own, bytes(output));
    }

    private static long bytes(Tensor tensor) {
        return (long) tensor.numel() * tensor.dtype().bytes();
    }

    /** Returns a table. */
    @Override
    public String toString() {
        int width = Math.max(
                LEAST_WIDTH,
                rows.stream().mapToInt(row -> label(row).length()).max().orElse(0));
        int shapes = Math.max(
                LEAST_WIDTH,
                rows.stream()
                        .mapToInt(row -> row.output.toString().length())
                        .max()
                        .orElse(0));
        String form = "%-" + width + "s  %-" + shapes + "s  %12s  %10s%n";
        StringBuilder text = new StringBuilder(line(form, "Module", "Output", "Parameters", "Memory"));
        for (Row row : rows) {
            text.append(line(
                    form,
                    label(row),
                    row.output.toString(),
                    String.format(Locale.ROOT, "%,d", row.parameters),
                    size(row.outputBytes)));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%,d parameters (%s), buffers %s, outputs %s",
                        parameters,
                        size(parameterBytes),
                        size(bufferBytes),
                        size(outputBytes)))
                .toString();
    }

    private static String line(String form, Object... cells) {
        return String.format(Locale.ROOT, form, cells).replace(System.lineSeparator(), "\n");
    }

    private static String label(Row row) {
        return row.name.isEmpty() ? row.type : row.name + " (" + row.type + ")";
    }

    private static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
