package io.github.gradlock.engine.op;

/** The windows of a pooling along one dimension, cut to what lies on the image: none of them is empty. */
sealed interface PoolAxis {
    /** Returns the size of the image. */
    int size();

    /** Returns the number of windows. */
    int count();

    /** Returns the first index of a window. */
    int first(int window);

    /** Returns how many elements a window has. */
    int length(int window);

    /** Returns how many elements a window without dilation has on the image and its padding. */
    default int paddedLength(int window) {
        return length(window);
    }

    /** Returns the distance between elements of a window. */
    int step();

    /** Returns the greatest length. */
    default int longest() {
        int longest = 1;
        for (int window = 0; window < count(); window++) {
            longest = Math.max(longest, length(window));
        }
        return longest;
    }

    /** Windows of one kernel at equal distances. */
    record Sliding(int size, int count, int kernel, int stride, int padding, int step) implements PoolAxis {
        /** Refuses windows that see nothing but padding, as a dilated one may: PyTorch would name an element outside the image. */
        public Sliding {
            for (int window = 0; window < count; window++) {
                if (length(size, kernel, window * stride - padding, step) < 1) {
                    throw new IllegalArgumentException("window " + window + " of a pooling lies on padding alone: size "
                            + size + ", kernel size " + kernel + ", stride " + stride + ", padding " + padding
                            + ", dilation " + step);
                }
            }
        }

        static Sliding of(WindowGrid grid, int dim) {
            Window window = grid.window();
            return new Sliding(
                    grid.image().get(dim),
                    grid.count().get(dim),
                    window.kernel().get(dim),
                    window.stride().get(dim),
                    window.padding().get(dim),
                    window.dilation().get(dim));
        }

        /** Returns how many elements come before the image, for a window that starts at an index. */
        private static int skipped(int start, int step) {
            return start >= 0 ? 0 : (step - 1 - start) / step;
        }

        private static int length(int size, int kernel, int start, int step) {
            int skipped = skipped(start, step);
            int room = Math.floorDiv(size - 1 - start, step) + 1;
            return Math.min(kernel, room) - skipped;
        }

        @Override
        public int first(int window) {
            int start = window * stride - padding;
            return start + skipped(start, step) * step;
        }

        @Override
        public int length(int window) {
            return length(size, kernel, window * stride - padding, step);
        }

        @Override
        public int paddedLength(int window) {
            return Math.min(kernel, size + 2 * padding - window * stride);
        }
    }

    /** So many windows as the output has elements, which cover the image evenly: PyTorch's adaptive pooling. */
    record Adaptive(int size, int count) implements PoolAxis {
        @Override
        public int first(int window) {
            return Math.toIntExact((long) window * size / count);
        }

        @Override
        public int length(int window) {
            return Math.toIntExact(((window + 1L) * size + count - 1) / count) - first(window);
        }

        @Override
        public int step() {
            return 1;
        }
    }
}
