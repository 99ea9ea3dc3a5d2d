package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Interpolation;
import io.github.gradlock.engine.op.Padding;
import io.github.gradlock.engine.op.Resampling;
import io.github.gradlock.engine.op.Shuffles;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Changes of the size and arrangement of images {@code [n, c, *sizes]} as modules. What does not fit is an {@link
 * IllegalArgumentException} naming op and shapes.
 */
public final class Spatial extends ParameterFree {
    private Spatial(String name, String arguments, UnaryOperator<Tensor> function) {
        super(name, arguments, function);
    }

    /** Resamples to another size: {@code Spatial.upsample(Interpolation.byFactor(2))}. */
    public static Spatial upsample(Interpolation options) {
        List<Double> factors = options.factor();
        String size = factors.isEmpty()
                ? "size=" + Values.shown(options.size())
                : "scale_factor="
                        + (factors.size() == 1
                                ? Repr.of(factors.get(0))
                                : Repr.tuple(factors.stream().map(Repr::of).toList()));
        return new Spatial(
                "Upsample", size + ", mode='" + options.mode().text() + "'", x -> Resampling.interpolate(x, options));
    }

    /** Makes images {@code factor} times as high and wide of as many channels, {@code [*, c factor², h, w]} (Shi et al. 2016). */
    public static Spatial pixelShuffle(int factor) {
        return new Spatial("PixelShuffle", "upscale_factor=" + factor, x -> Shuffles.pixelShuffle(x, factor));
    }

    /** Makes channels of neighbouring elements: the inverse of {@link #pixelShuffle}. */
    public static Spatial pixelUnshuffle(int factor) {
        return new Spatial("PixelUnshuffle", "downscale_factor=" + factor, x -> Shuffles.pixelUnshuffle(x, factor));
    }

    /**
     * Surrounds with zeros, or by what {@link Padding} makes of the image; {@code torch.nn.ZeroPad2d}, {@code ReflectionPad2d} and so
     * on.
     *
     * @param padding before and after the last dimension, then before and after the one before it, and so on
     */
    public static Spatial pad(PaddingMode mode, int... padding) {
        int[] copy = padding.clone();
        String arguments = Repr.tuple(Values.list(copy));
        return new Spatial(mode.moduleName(copy.length / 2), arguments, x -> mode.pad(x, copy));
    }
}
