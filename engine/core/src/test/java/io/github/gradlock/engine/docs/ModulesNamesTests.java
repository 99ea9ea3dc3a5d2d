package io.github.gradlock.engine.docs;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles each call in the tables of the guide to modules. */
class ModulesNamesTests {
    private static final String DECLARATIONS = """
            int in = 1, out = 1, kernel = 1, stride = 1, padding = 1, width = 1, heads = 1, hidden = 1, layers = 1, channels = 1;
            int groups = 1, count = 1, height = 1, length = 1, stepSize = 1, total = 1, tMax = 1, t0 = 1, tMult = 1;
            int totalSteps = 1, patience = 1, cooldown = 1, fanIn = 1, fanOut = 1, blank = 0;
            long seed = 1, ignoreIndex = -100;
            Integer paddingIdx = null;
            boolean bias = true, affine = true, trackRunningStats = true, elementwiseAffine = true, scaleGradByFreq = true;
            boolean batchFirst = true, bidirectional = true, relu = true, normFirst = true, nesterov = true, amsgrad = true;
            boolean centered = true, errorIfNonfinite = true, logTarget = true, logInput = true, full = true, swap = true;
            boolean zeroInfinity = true;
            double eps = 1, momentum = 1, maxNorm = 1, normType = 2, dropout = 0, lr = 1, dampening = 0, weightDecay = 0, beta1 = 0;
            double beta2 = 0, alpha = 1, lrDecay = 0, initialAccumulator = 0, gamma = 1, startFactor = 1, endFactor = 1, factor = 1;
            double power = 1, etaMin = 0, maxLr = 1, threshold = 1, minLr = 0, loss = 1, low = 0, high = 1, mean = 0, deviation = 1;
            double gain = 1, slope = 1, beta = 1, delta = 1, margin = 1, p = 2, labelSmoothing = 0;
            Initialiser init = null;
            Module net = null, first = null, second = null, third = null;
            Lstm lstm = null;
            Gru gru = null;
            MultiHeadAttention attention = null;
            TransformerDecoderLayer decoder = null;
            Adam adam = null;
            ParameterGroup<Adam.Options> group = null;
            Schedule warmup = null, cosine = null;
            ReduceLrOnPlateau plateau = null;
            Losses.Reduction reduction = null;
            long[] inputLengths = null, targetLengths = null;
            Map<String, Tensor> state = null;
            Tensor x = null, y = null, h = null, c = null, query = null, key = null, value = null, mask = null, keyPadding = null;
            Tensor memory = null, weight = null, posWeight = null, target = null, classes = null, variance = null, anchor = null;
            Tensor positive = null, negative = null;
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyCallCompiles() throws Exception {
        String page = Guide.read(Path.of("..", "docs", "modules.md"));
        List<String> calls = Calls.calls(page.substring(page.indexOf("## Calls"), page.indexOf("## Names")));
        assertTrue(calls.size() > 130, () -> "only " + calls.size() + " calls were read");
        Examples.compile(Calls.body(DECLARATIONS, calls, Calls.constants(page)), folder);
    }

    @Test
    void aCallThatIsNotThereIsFound() {
        assertThrows(AssertionError.class, () -> Examples.compile("new Linear(1, 2);\n", folder));
    }
}
