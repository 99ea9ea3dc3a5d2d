package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphTests {
    @TempDir
    Path folder = Path.of("");

    @Test
    void functionsLeavesAndShapesAreDrawn() {
        Tensor x = Tensors.of(new double[] {1, 2}).requiresGrad_();
        Tensor y = x.mul(x).sum();
        assertEquals("""
                digraph gradients {
                  rankdir=BT;
                  node [shape=box, style="filled,rounded", fontname="Helvetica", fontsize=11];
                  n0 [label="SumBackward\\nfloat64 []", fillcolor="#eeeeee"];
                  n1 [label="MulBackward\\nfloat64 [2]", fillcolor="#eeeeee"];
                  n2 [label="x\\nfloat64 [2]", fillcolor="#cfe8fc", shape=ellipse];
                  result [label="float64 []", fillcolor="#d5f0d0"];
                  n1 -> n0;
                  n2 -> n1 [label="0", fontsize=9];
                  n2 -> n1 [label="1", fontsize=9];
                  n0 -> result;
                }
                """, Graph.dot(y, Map.of("x", x)));
    }

    /** The logarithm of a negative number: known where a node saved it, or where it is drawn. */
    @Test
    void nodesThatCarryNaNAreRed() {
        Tensor x = Tensors.of(new double[] {-1}).requiresGrad_();
        String dot = Graph.dot(x.log().mul(2).exp());
        assertTrue(dot.contains("label=\"ExpBackward\\nfloat64 [1]\\nNaN in its result\", fillcolor=\"#f4b6b6\""), dot);
        assertTrue(dot.contains("label=\"MulBackward\\nfloat64 [1]\\nNaN in what it saved\""), dot);
        String unsaved = Graph.dot(x.log().add(2).exp());
        assertTrue(unsaved.contains("label=\"LogBackward\\nfloat64 [1]\", fillcolor=\"#eeeeee\""), unsaved);
        assertTrue(dot.contains("result [label=\"float64 [1]\", fillcolor=\"#f4b6b6\""), dot);
    }

    /** What a node saved tells of the node that made it, also where that saved nothing of its own. */
    @Test
    void aSavedResultTellsOfTheNodeThatMadeIt() {
        Tensor x = Tensors.of(new double[] {-1, 2}).requiresGrad_();
        String dot = Graph.dot(x.log().mul(x));
        assertTrue(dot.contains("label=\"LogBackward\\nfloat64 [2]\\nNaN in its result\", fillcolor=\"#f4b6b6\""), dot);
        assertTrue(dot.contains("label=\"leaf\\nfloat64 [2]\", fillcolor=\"#cfe8fc\""), dot);
        Tensor infinite = Tensors.of(new double[] {Double.NEGATIVE_INFINITY, 0});
        String masked = Graph.dot(x.mul(infinite).sum());
        assertTrue(masked.contains("label=\"MulBackward\\nfloat64 [2]\\n-infinity in what it saved\""), masked);
    }

    /** With anomaly mode open, results and gradients that nothing saves are known too, after the graph was freed as well. */
    @Test
    void inAnomalyModeEveryNodeTells() {
        Tensor x = Tensors.of(new double[] {-1}).requiresGrad_();
        GradScope scope = Anomaly.detect(false);
        Tensor y;
        try (scope) {
            y = x.log().add(1);
            y.mul(Double.NaN).sum().backward();
        }
        String dot = Graph.dot(y, Map.of("x", x));
        assertTrue(dot.contains("label=\"LogBackward\\nfloat64 [1]\\nNaN in its gradient\\nNaN in its result\""), dot);
        assertTrue(dot.contains("label=\"AddBackward\\nfloat64 [1]\\nNaN in its gradient\\nNaN in its result\""), dot);
        assertTrue(dot.contains("label=\"x\\nfloat64 [1]\\nNaN in its gradient\", fillcolor=\"#f4b6b6\""), dot);
    }

    @Test
    void aChangeInPlaceTellsToo() {
        Tensor x = Tensors.of(new double[] {1, 2}).requiresGrad_();
        GradScope scope = Anomaly.detect(false);
        try (scope) {
            Tensor base = x.mul(1);
            base.narrow(0, 0, 1).mul_(Double.POSITIVE_INFINITY);
            String dot = Graph.dot(base.narrow(0, 1, 1));
            assertTrue(dot.contains("label=\"CopySlices\\nfloat64 [2]\\ninfinity in its result\""), dot);
        }
    }

    @Test
    void aConstantHasNoGraphAndADeepOneIsNoProblem() {
        assertFalse(Graph.dot(Tensors.scalar(1.0)).contains("->"));
        Tensor x = Tensors.scalar(1.0).requiresGrad_();
        Tensor y = x;
        for (int i = 0; i < 20_000; i++) {
            y = y.add(1);
        }
        assertTrue(Graph.dot(y).contains("n20000 -> n19999"));
    }

    @Test
    void withoutGraphvizItIsSaidWhatToDo() {
        Tensor x = Tensors.scalar(1.0).requiresGrad_();
        IOException problem = assertThrows(
                IOException.class,
                () -> GraphSvg.write(folder.resolve("graph.svg"), x.exp(), Map.of(), "no-such-graphviz"));
        assertEquals(
                "Graphviz is not installed: no program 'no-such-graphviz'. Install it (Debian: apt-get install graphviz), or"
                        + " draw the text of Graph.dot elsewhere",
                problem.getMessage());
    }

    /** With a stand-in for Graphviz: what it is given, and that its failure is told. */
    @Test
    void graphvizIsGivenTheGraph() throws IOException {
        Path program = Files.writeString(
                folder.resolve("dot"),
                "#!/bin/sh\nif grep -q LogBackward \"$4\"; then echo no logarithms; exit 7; fi\ncp \"$4\" \"$3\"\n");
        assertTrue(program.toFile().setExecutable(true));
        Tensor x = Tensors.scalar(1.0).requiresGrad_();
        Path picture = folder.resolve("graph.svg");
        GraphSvg.write(picture, x.exp(), Map.of("x", x), program.toString());
        assertEquals(Graph.dot(x.exp(), Map.of("x", x)), Files.readString(picture));
        assertEquals(
                "Graphviz failed with status 7: no logarithms",
                assertThrows(IOException.class, () -> GraphSvg.write(picture, x.log(), Map.of(), program.toString()))
                        .getMessage());
    }
}
