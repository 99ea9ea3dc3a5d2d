package io.github.gradlock.suite;

import io.github.gradlock.engine.kernel.Numerics;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.recorder.ProvenanceContributor;
import java.util.Map;

/** Says which engine, contract and kernels computed the suite's gradients. */
public final class EngineProvenance implements ProvenanceContributor {
    @Override
    public Map<String, String> provenance() {
        Providers.Choice choice = Providers.active();
        String version = Providers.class.getPackage().getImplementationVersion();
        return Map.of(
                "engine.version", version == null ? "development" : version,
                "engine.contract", String.valueOf(Numerics.CONTRACT_VERSION),
                "engine.kernels", choice.provider(),
                "engine.numerics", choice.isStrict() ? "strict" : "fast",
                "engine.kernels.why", choice.reason(),
                "engine.threads", String.valueOf(choice.threads()));
    }
}
