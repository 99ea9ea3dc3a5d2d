package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Version;
import io.github.gradlock.harness.runtime.TinySuite;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuRequestTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "could not select device driver \"\" with capabilities: [[gpu]] | install NVIDIA's Container Toolkit",
                "nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.8 | older than the image's CUDA",
                "OCI runtime create failed: nvidia-container-cli: initialization error: load library failed: libnvidia-ml.so.1 | nvidia-smi tells more"
            })
    void whyAnEngineGivesNoGpuIsSaid(String refusal, String meaning) {
        Optional<String> said = GpuRequest.meaning(refusal);
        assertTrue(said.isPresent() && said.get().contains(meaning), said::toString);
    }

    @Test
    void otherRefusalsAreNotAboutIt() {
        assertEquals(Optional.empty(), GpuRequest.meaning("no space left on device"));
    }

    @Test
    void kernelsOfCudaNeedOne() {
        assertTrue(GpuRequest.isRequired(TinySuite.host(Duration.ofMinutes(1), Map.of("kernels", "cuda"))));
        assertFalse(GpuRequest.isRequired(TinySuite.host(Duration.ofMinutes(1), Map.of("kernels", "vector"))));
    }

    @Test
    void podmanIsKnownByItsParts() throws Exception {
        ObjectMapper json = new ObjectMapper();
        assertTrue(GpuRequest.isPodman(json.readValue(
                "{\"Components\":[{\"Name\":\"Podman Engine\",\"Version\":\"5.4.2\"}]}", Version.class)));
        assertFalse(GpuRequest.isPodman(
                json.readValue("{\"Components\":[{\"Name\":\"Engine\",\"Version\":\"27.0\"}]}", Version.class)));
        assertFalse(GpuRequest.isPodman(json.readValue("{}", Version.class)));
    }
}
