import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Generator;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * How fast the device's kernels are; for ci/gpu-check. A time is the median of several, each of as many calls as take a while, to the moment when an element of the last
 * result has been read.
 */
final class GpuSpeed {
  private static final int TIMES = 7;
  private static final double WHILE_SECONDS = 0.05;

  public static void main(String[] arguments) {
    boolean small = arguments[0].equals("small");
    System.out.println("| work | size | milliseconds | rate |");
    System.out.println("|---|---|---|---|");
    for (int n : small ? new int[] {64} : new int[] {1024, 2048, 4096, 8192}) {
      Tensor a = Tensors.rand(new Generator(1), n, n);
      Tensor b = Tensors.rand(new Generator(2), n, n);
      line("matmul float32", n + " × " + n, seconds(() -> a.matmul(b)), 2.0 * n * n * n / 1e9, "Gflop/s");
    }
    int count = small ? 1 << 10 : 1 << 26;
    Tensor x = Tensors.rand(new Generator(3), count);
    Tensor y = Tensors.rand(new Generator(4), count);
    double bytes = 4.0 * count / 1e9;
    line("add", count + " elements", seconds(() -> x.add(y)), 3 * bytes, "GB/s");
    line("copy", count + " elements", seconds(x::copy), 2 * bytes, "GB/s");
    line("exp", count + " elements", seconds(x::exp), 2 * bytes, "GB/s");
    line("relu", count + " elements", seconds(x::relu), 2 * bytes, "GB/s");
    line("sum", count + " elements", seconds(x::sum), bytes, "GB/s");
    Tensor rows = x.reshape(count / 256, 256);
    line("softmax of rows of 256", count + " elements", seconds(() -> rows.softmax(1)), 2 * bytes, "GB/s");
    int batch = small ? 4 : 4096;
    int width = small ? 8 : 1024;
    Tensor input = Tensors.rand(new Generator(5), batch, width);
    Tensor weights = Tensors.zeros(Shape.of(width, width), DType.FLOAT32).add(0.01).detach().requiresGrad_();
    line("linear, relu and their gradients", batch + " × " + width, seconds(() -> {
      weights.zeroGrad();
      input.matmul(weights).relu().sum().backward();
      return weights.grad();
    }), 2.0 * 2 * batch * width * width / 1e9, "Gflop/s");
  }

  private static void line(String work, String size, double seconds, double amount, String unit) {
    System.out.printf("| %s | %s | %.3f | %.1f %s |%n", work, size, seconds * 1e3, amount / seconds, unit);
  }

  private static double seconds(Supplier<Tensor> call) {
    once(call, 1);
    int calls = (int) Math.max(1, Math.min(1000, WHILE_SECONDS / once(call, 1)));
    double[] times = new double[TIMES];
    for (int i = 0; i < TIMES; i++) times[i] = once(call, calls) / calls;
    Arrays.sort(times);
    return times[TIMES / 2];
  }

  private static double once(Supplier<Tensor> call, int calls) {
    long begin = System.nanoTime();
    Tensor last = call.get();
    for (int i = 1; i < calls; i++) last = call.get();
    last.reshape(-1).narrow(0, 0, 1).cpu();
    return (System.nanoTime() - begin) / 1e9;
  }
}
