package io.github.gradlock.engine.kernel.cuda.emulator;

import java.util.List;
import java.util.Map;

/**
 * A kernel that is ready to be started.
 *
 * @param name of the kernel
 * @param operations in their order, the last of which ends
 * @param constants registers as a warp begins with them
 * @param registerNames of the first registers
 * @param specials registers that hold what a thread knows of itself, by their names
 * @param parameterBytes what a start has to give
 * @param sharedBytes of a block, without what a start adds
 * @param localBytes of a thread
 */
record Program(
        String name,
        List<Operation> operations,
        Constants constants,
        List<String> registerNames,
        Map<String, Integer> specials,
        int parameterBytes,
        int sharedBytes,
        int localBytes) {
    Operation operation(int place) {
        return operations.get(place);
    }

    String nameOf(int register) {
        return registerNames.get(register);
    }
}
