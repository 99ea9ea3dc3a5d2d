package io.github.gradlock.harness.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentSpec;

/** An environment as a {@code devcontainer.json}: the image by digest, or the Dockerfile that is exported beside it. */
public final class Devcontainer {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Devcontainer() {}

    /** Returns the file. */
    public static String of(EnvironmentSpec spec, PlatformLock pins) {
        ObjectNode file = JSON.createObjectNode();
        file.put("name", spec.name());
        boolean plain =
                pins.packages().isEmpty() && (pins.jdk() == null || pins.jdk().image() == null);
        String reference = Dockerfile.reference(spec, pins.image());
        if (plain) {
            file.put("image", reference);
        } else {
            file.putObject("build").put("dockerfile", "Dockerfile");
        }
        if (!spec.variables().isEmpty()) {
            ObjectNode variables = file.putObject("containerEnv");
            spec.variables().forEach(variables::put);
        }
        try {
            return JSON.writeValueAsString(file) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
