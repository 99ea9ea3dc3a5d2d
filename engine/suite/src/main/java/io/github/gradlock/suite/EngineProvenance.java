package io.github.gradlock.suite;

import io.github.gradlock.engine.kernel.Numerics;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.recorder.ProvenanceContributor;
import java.util.Map;
import java.util.TreeMap;

/** Says which engine, contract and kernels computed the suite's gradients. */
public final class EngineProvenance implements ProvenanceContributor {
    @Override
    public Map<String, String> provenance() {
        Providers.Choice choice = Providers.active();
        String version = Providers.class.getPackage().getImplementationVersion();
        Map<String, String> known = new TreeMap<>(Map.of(
                "engine.version", version == null ? "development" : version,
                "engine.contract", String.valueOf(Numerics.CONTRACT_VERSION),
                "engine.kernels", choice.provider(),
                "engine.numerics", choice.isStrict() ? "strict" : "fast",
                "engine.kernels.why", choice.reason(),
                "engine.threads", String.valueOf(choice.threads()),
                "engine.device", choice.kernels().device().name()));
        choice.kernels().device().facts().forEach((name, value) -> known.put("engine.device." + name, value));
        if (choice.kernels().device() != Device.CPU) {
            // What is moved to the CPU is computed there, by kernels that were chosen as well.
            Providers.Choice there = Providers.choice(Device.CPU);
            known.put("engine.kernels.cpu", there.provider());
            known.put("engine.kernels.cpu.why", there.reason());
        }
        return known;
    }
}
