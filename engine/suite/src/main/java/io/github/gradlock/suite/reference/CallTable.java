package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How each of PyTorch's functions is called here; a class {@code *Calls} for each family adds its own. */
final class CallTable {
    private static final CallTable ALL = collect();

    private final Map<String, Function<Call, Tensor[]>> calls = new TreeMap<>();

    private CallTable() {}

    private static CallTable collect() {
        CallTable table = new CallTable();
        PointwiseCalls.addTo(table);
        ActivationCalls.addTo(table);
        LossCalls.addTo(table);
        DistanceCalls.addTo(table);
        ProductCalls.addTo(table);
        StructureCalls.addTo(table);
        IndexCalls.addTo(table);
        ReductionCalls.addTo(table);
        SortingCalls.addTo(table);
        ConvolutionCalls.addTo(table);
        PoolingCalls.addTo(table);
        NormalisationCalls.addTo(table);
        ResamplingCalls.addTo(table);
        EmbeddingCalls.addTo(table);
        LinalgCalls.addTo(table);
        return table;
    }

    /** Makes the call of a case. */
    static Tensor[] apply(String op, Call call) {
        Function<Call, Tensor[]> function = ALL.calls.get(op);
        if (function == null) {
            throw new UnsupportedCallException("op " + op);
        }
        Tensor[] outputs = function.apply(call);
        call.requireAllRead();
        return outputs;
    }

    /** Adds a function with several results. */
    void many(String name, Function<Call, Tensor[]> function) {
        if (calls.put(name, function) != null) {
            throw new IllegalStateException("two calls for " + name);
        }
    }

    /** Adds a function with one result. */
    void one(String name, Function<Call, Tensor> function) {
        many(name, call -> new Tensor[] {function.apply(call)});
    }

    /** Adds a function of the input alone. */
    void unary(String name, UnaryOperator<Tensor> function) {
        one(name, call -> function.apply(call.x()));
    }

    /** Adds a function of the input and one more tensor. */
    void binary(String name, BinaryOperator<Tensor> function) {
        one(name, call -> function.apply(call.x(), call.tensor(0, "other")));
    }
}
