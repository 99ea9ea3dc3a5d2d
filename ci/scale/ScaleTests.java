import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.GradientRecorderExtension;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite of ci/check-scale: thousands of small cases, of which one in a hundred differs in the environments that the property "unlike" marks. */
@ExtendWith(GradientRecorderExtension.class)
class ScaleTests {
    private static final int ELEMENTS = 64;

    static IntStream cases() {
        return IntStream.range(0, Integer.getInteger("scale.cases"));
    }

    @DisplayName("gradient")
    @ParameterizedTest(name = "gradient.{0}")
    @MethodSource("cases")
    void gradient(int number, GradientRecorder recorder) {
        float[] values = new float[ELEMENTS];
        for (int i = 0; i < ELEMENTS; i++) {
            values[i] = (float) StrictMath.sin(number * ELEMENTS + i);
        }
        if (number % 100 == 0 && Boolean.getBoolean("scale.unlike")) {
            values[number % ELEMENTS] = Math.nextUp(values[number % ELEMENTS]);
        }
        recorder.record("x.grad", values, ELEMENTS);
    }
}
