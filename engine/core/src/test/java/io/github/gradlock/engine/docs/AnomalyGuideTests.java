package io.github.gradlock.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.autograd.Anomaly;
import io.github.gradlock.engine.autograd.AnomalyException;
import io.github.gradlock.engine.autograd.GradScope;
import io.github.gradlock.engine.gradcheck.Gradcheck;
import io.github.gradlock.engine.gradcheck.GradcheckException;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The guide to anomaly mode: its code is in here, line by line, and prints what the page says. */
class AnomalyGuideTests {
    private static final Path SOURCE =
            Path.of("src", "test", "java", "io", "github", "gradlock", "engine", "docs", "AnomalyGuideTests.java");

    static Tensor activation(Tensor x) {
        return x.div(x.neg().exp().add(1));
    }

    static Tensor stable(Tensor x) {
        return x.mul(x.sigmoid());
    }

    private static void surprise() {
        Tensor x = Tensors.of(new double[] {-1000, 0, 2}).requiresGrad_();
        Tensor y = activation(x);
        System.out.println(y.detach());
        y.sum().backward();
        System.out.println(x.grad());
    }

    @SuppressWarnings("try")
    private static void detection(Tensor x) {
        try (GradScope anomaly = Anomaly.detect()) {
            activation(x).sum().backward();
        } catch (AnomalyException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void guard(Tensor x) {
        Gradcheck.check(t -> stable(t[0]), List.of(x));
        Gradcheck.gradgradcheck(t -> stable(t[0]), List.of(x));
        System.out.println("stable: checked");
        try {
            Gradcheck.check(t -> activation(t[0]), List.of(x));
        } catch (GradcheckException e) {
            System.out.println("activation: " + e.getMessage());
        }
    }

    @Test
    void itPrintsWhatThePageSays() {
        Tensor x = Tensors.of(new double[] {-1000, 0, 2}).requiresGrad_();
        List<String> outputs = Guide.examples("anomaly.md").stream()
                .map(Guide.Example::output)
                .filter(output -> !output.isEmpty())
                .toList();
        assertEquals(
                outputs,
                List.of(
                        Guide.printed(AnomalyGuideTests::surprise),
                        Guide.printed(() -> detection(x)),
                        Guide.printed(() -> guard(x))));
    }

    @Test
    void everyLineOfThePageIsHere() {
        String source = flat(Guide.read(SOURCE));
        List<Guide.Example> examples = Guide.examples("anomaly.md");
        assertEquals(5, examples.size());
        for (Guide.Example example : examples) {
            assertTrue(source.contains(flat(example.code())), example::code);
        }
    }

    private static String flat(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
