package io.github.gradlock.engine.gradcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The op table: every differentiable op is in at least one sample, and one generic checker walks them all. */
public final class OpSamples {
    private static final List<OpSample> ALL = collect();

    private OpSamples() {}

    /** Returns all samples, in a fixed order. */
    public static List<OpSample> all() {
        return ALL;
    }

    private static List<OpSample> collect() {
        SampleList samples = new SampleList();
        PointwiseSamples.addTo(samples);
        ActivationSamples.addTo(samples);
        ReductionSamples.addTo(samples);
        StructureSamples.addTo(samples);
        IndexSamples.addTo(samples);
        SortingSamples.addTo(samples);
        ConvolutionSamples.addTo(samples);
        PoolingSamples.addTo(samples);
        NormalisationSamples.addTo(samples);
        ResamplingSamples.addTo(samples);
        EmbeddingSamples.addTo(samples);
        LossSamples.addTo(samples);
        MarginSamples.addTo(samples);
        ProductSamples.addTo(samples);
        SubscriptSamples.addTo(samples);
        LinalgSamples.addTo(samples);
        StridedSamples.addTo(samples);
        GraphSamples.addTo(samples);
        TreeSet<String> names = new TreeSet<>();
        samples.list.forEach(sample -> {
            if (!names.add(sample.name())) {
                throw new IllegalStateException("two samples are named " + sample.name());
            }
        });
        return List.copyOf(samples.list);
    }

    /** Collects samples; kinked ones have inputs that keep away from the kinks, so that their second derivatives can be checked too. */
    static final class SampleList {
        private final List<OpSample> list = new ArrayList<>();

        void smooth(String name, TensorFunction function, InputSpec... specs) {
            list.add(new OpSample(name, true, List.of(specs), function));
        }

        void kinked(String name, TensorFunction function, InputSpec... specs) {
            list.add(new OpSample(name, false, List.of(specs), function));
        }
    }
}
