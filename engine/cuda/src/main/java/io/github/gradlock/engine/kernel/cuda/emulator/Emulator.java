package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.device.Grid;
import io.github.gradlock.engine.kernel.cuda.device.KernelArguments;
import io.github.gradlock.engine.kernel.cuda.device.Reclaiming;
import io.github.gradlock.engine.kernel.cuda.ptx.Operand;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxFunction;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxVariable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A module on an emulated device: its variables in memory, its kernels ready to be started. */
public final class Emulator {
    private static final long MOST_INSTRUCTIONS = 4_000_000_000L;
    private static final int MOST_THREADS = 1024;

    private final PtxModule module;
    private final DeviceMemory memory;
    private final Map<String, Long> variables = new HashMap<>();
    private final Map<String, Program> programs = new ConcurrentHashMap<>();
    private final @Nullable Random random;

    /**
     * Loads a module.
     *
     * @param random draws the order in which blocks and warps are executed; null for that of their numbers
     */
    public Emulator(PtxModule module, DeviceMemory memory, @Nullable Random random) {
        this.module = module;
        this.memory = memory;
        this.random = random;
        try {
            module.variables().stream()
                    .filter(variable -> variable.space() != PtxVariable.Space.SHARED)
                    .forEach(this::load);
        } catch (RuntimeException problem) {
            variables.values().forEach(memory::free);
            throw problem;
        }
    }

    private void load(PtxVariable variable) {
        long address = Reclaiming.allocate(() -> memory.allocate(variable.bytes(), variable.name()));
        variables.put(variable.name(), address);
        byte[] bytes = new byte[(int) variable.bytes()];
        int at = 0;
        for (Operand value : variable.values()) {
            if (!(value instanceof Operand.Number number)) {
                throw new EmulatorException(
                        variable.name() + " holds the address of " + value + ", which is not emulated");
            }
            Bytes.set(bytes, at, variable.type().bytes(), number.bits());
            at += variable.type().bytes();
        }
        memory.write(address, bytes, 0, bytes.length);
    }

    /**
     * Executes a kernel to its end.
     *
     * @param kernel its name
     * @param blocks of the grid
     * @param threads of a block, at most 1024
     * @param sharedBytes of a block beside those that the kernel declares
     * @param arguments as {@link KernelArguments} lays them out
     * @throws EmulatorException if it does what it must not, with the place
     */
    public void launch(String kernel, Grid blocks, Grid threads, int sharedBytes, byte[] arguments) {
        Program program = programs.computeIfAbsent(kernel, this::program);
        if (threads.count() < 1 || threads.count() > MOST_THREADS || blocks.count() < 1) {
            throw new EmulatorException(
                    kernel + " cannot be started with " + blocks + " blocks of " + threads + " threads");
        }
        if (arguments.length != program.parameterBytes()) {
            throw new EmulatorException(kernel + " takes " + program.parameterBytes()
                    + " bytes of arguments, and is given " + arguments.length);
        }
        List<Long> order = new ArrayList<>();
        for (long number = 0; number < blocks.count(); number++) {
            order.add(number);
        }
        if (random != null) {
            Collections.shuffle(order, random);
        }
        for (long number : order) {
            new Block(program, memory, arguments, blocks, threads, blocks.place(number), sharedBytes)
                    .run(new Schedule(random, MOST_INSTRUCTIONS));
        }
    }

    private Program program(String kernel) {
        PtxFunction function = module.function(kernel)
                .filter(PtxFunction::isKernel)
                .orElseThrow(() -> new EmulatorException("the module has no kernel " + kernel));
        return new Decoder(module, function, variables).program();
    }
}
