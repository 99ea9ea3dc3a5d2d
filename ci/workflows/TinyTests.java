import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.GradientRecorderExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The suite of ci/check-workflows: five cases, of which one differs where UNLIKE names the number of threads. */
@ExtendWith(GradientRecorderExtension.class)
class TinyTests {
    @DisplayName("square")
    @ParameterizedTest(name = "square.{0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void square(int x, GradientRecorder recorder) {
        boolean unlike = x == 3 && Integer.getInteger("gradlock.threads", 0) == 7;
        recorder.record("x.grad", new double[] {2 * x + (unlike ? Math.ulp(2d * x) : 0)}, 1);
    }
}
