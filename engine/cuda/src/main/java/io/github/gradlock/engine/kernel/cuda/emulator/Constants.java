package io.github.gradlock.engine.kernel.cuda.emulator;

/**
 * Registers as a warp begins with them: behind those of the program lie the numbers of its text, written for all lanes, so that a step need not ask
 * what an operand is.
 *
 * @param registers how many there are in all
 * @param first of the numbers
 * @param numbers in the order of their registers
 */
record Constants(int registers, int first, long[] numbers) {
    long[] fresh() {
        long[] fresh = new long[registers * Warp.LANES];
        for (int i = 0; i < numbers.length; i++) {
            int base = (first + i) * Warp.LANES;
            java.util.Arrays.fill(fresh, base, base + Warp.LANES, numbers[i]);
        }
        return fresh;
    }

    int[] defined() {
        int[] defined = new int[registers];
        java.util.Arrays.fill(defined, first, registers, -1);
        return defined;
    }
}
