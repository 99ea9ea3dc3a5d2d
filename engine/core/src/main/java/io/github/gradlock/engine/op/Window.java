package io.github.gradlock.engine.op;

/**
 * How a window walks over an image.
 *
 * @param kernel size of the window
 * @param stride from one window to the next
 * @param padding on each side of the image
 * @param dilation from one element of the window to the next
 */
public record Window(Size kernel, Size stride, Size padding, Size dilation) {
    /**
     * Two sizes of an image.
     *
     * @param height along the last dimension but one
     * @param width along the last dimension
     */
    public record Size(int height, int width) {
        /** Returns the same size both ways. */
        public static Size of(int both) {
            return new Size(both, both);
        }

        /** Returns PyTorch's way to write it, {@code (2, 3)}. */
        @Override
        public String toString() {
            return "(" + height + ", " + width + ")";
        }
    }

    /** Checks that sizes make sense. */
    public Window {
        if (kernel.height < 1 || kernel.width < 1 || stride.height < 1 || stride.width < 1) {
            throw new IllegalArgumentException(
                    "kernel size and stride must be positive, got " + kernel + " and " + stride);
        }
        if (dilation.height < 1 || dilation.width < 1 || padding.height < 0 || padding.width < 0) {
            throw new IllegalArgumentException(
                    "dilation must be positive and padding not negative, got " + dilation + " and " + padding);
        }
    }

    /** Returns a window that touches neither its neighbours nor the outside: the usual one of pooling. */
    public static Window pooling(int kernel) {
        return new Window(Size.of(kernel), Size.of(kernel), Size.of(0), Size.of(1));
    }
}
