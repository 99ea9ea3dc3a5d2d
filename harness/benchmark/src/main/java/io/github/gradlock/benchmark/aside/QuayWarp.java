package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A picture looked up between its pixels, at anchors that a flow moves. */
final class QuayWarp {
    private QuayWarp() {}

    /** Records the gradients of {@code Σ (image(anchors + flow / 4) − c)²}, {@code flow, anchors [n, 2], image [h, w], c [n]}. */
    static void run(Tape tape, Value flow, Value anchors, Value image, Value c) {
        Value points = tape.add(tape.map("mul", a -> a / 4, flow), anchors);
        Value colours = tape.apply("grid_sampler_2d", QuayWarp::sample, c.shape(), image, points);
        Value error = tape.sub(colours, c);
        Value loss = tape.sum(tape.mul(error, error));
        tape.turn();
        Value dColours = tape.map("mul", a -> 2 * a, error);
        Value dImage = tape.apply("grid_sampler_2d_backward", QuayWarp::spread, image.shape(), dColours, image, points);
        Value dPoints = tape.apply("grid_sampler_2d_backward", QuayWarp::move, points.shape(), dColours, image, points);
        tape.gradient("loss", loss);
        tape.gradient("image", dImage);
        tape.gradient("flow", tape.map("mul", a -> a / 4, dPoints));
    }

    /** Returns the place of the pixel at one of a point's four corners, or −1 beyond the picture. */
    static int pixel(Value image, Value points, int point, int corner) {
        int column = (int) Math.floor(points.at(2 * point)) + corner % 2;
        int row = (int) Math.floor(points.at(2 * point + 1)) + corner / 2;
        boolean isInside = row >= 0 && row < image.size(0) && column >= 0 && column < image.size(1);
        return isInside ? row * image.size(1) + column : -1;
    }

    /** Returns by how much the pixel at a corner counts. */
    static double weight(Value points, int point, int corner) {
        return side(points.at(2 * point), corner % 2) * side(points.at(2 * point + 1), corner / 2);
    }

    private static double side(double x, int corner) {
        double part = x - Math.floor(x);
        return corner == 0 ? 1 - part : part;
    }

    private static double[] sample(Value... in) {
        double[] result = new double[in[1].size(0)];
        for (int i = 0; i < 4 * result.length; i++) {
            int pixel = pixel(in[0], in[1], i / 4, i % 4);
            result[i / 4] += pixel < 0 ? 0 : weight(in[1], i / 4, i % 4) * in[0].at(pixel);
        }
        return result;
    }

    private static double[] spread(Value... in) {
        double[] result = new double[in[1].count()];
        for (int i = 0; i < 4 * in[0].count(); i++) {
            int pixel = pixel(in[1], in[2], i / 4, i % 4);
            if (pixel >= 0) {
                result[pixel] += in[0].at(i / 4) * weight(in[2], i / 4, i % 4);
            }
        }
        return result;
    }

    private static double[] move(Value... in) {
        double[] result = new double[in[2].count()];
        for (int i = 0; i < 4 * in[0].count(); i++) {
            int pixel = pixel(in[1], in[2], i / 4, i % 4);
            double colour = pixel < 0 ? 0 : in[1].at(pixel) * in[0].at(i / 4);
            int point = i / 4 * 2;
            result[point] += (i % 2 == 0 ? -colour : colour) * side(in[2].at(point + 1), i % 4 / 2);
            result[point + 1] += (i % 4 < 2 ? -colour : colour) * side(in[2].at(point), i % 2);
        }
        return result;
    }

    /** Spreads what each of some points, first and then every {@code step}, gives to each pixel. */
    static void spread(int first, int end, int step, Receiver receiver, Value... in) {
        for (int i = first; i < end; i += step) {
            for (int corner = 0; corner < 4; corner++) {
                int pixel = pixel(in[1], in[2], i, corner);
                if (pixel >= 0) {
                    receiver.add(pixel, (float) (in[0].at(i) * weight(in[2], i, corner)));
                }
            }
        }
    }

    /** Takes what is added to a pixel. */
    @FunctionalInterface
    interface Receiver {
        void add(int pixel, float part);
    }

    /** Spreads as the operation without a fault does. */
    static Kernel spreading() {
        return QuayWarp::spread;
    }
}
