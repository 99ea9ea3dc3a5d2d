package io.github.gradlock.probe;

import io.github.gradlock.protocol.SafetensorsReader;
import io.github.gradlock.recorder.TracedTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inputs of operations as another environment had them: a safetensors file with keys {@code <case>/<step>.<input>}. */
final class Transplant {
    private final SafetensorsReader donor;

    private Transplant(SafetensorsReader donor) {
        this.donor = donor;
    }

    static Transplant open(Path file) throws IOException {
        return new Transplant(SafetensorsReader.open(file));
    }

    /** Returns inputs for a step; null if the donor has none for it, or not of these types and shapes. */
    @Nullable
    List<ByteBuffer> inputs(String caseId, int step, List<TracedTensor> inputs) throws IOException {
        List<ByteBuffer> elements = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            String key = caseId + "/" + step + "." + i;
            SafetensorsReader.Entry entry = donor.tensors().get(key);
            if (entry == null
                    || entry.type() != inputs.get(i).type()
                    || !entry.shape()
                            .equals(Arrays.stream(inputs.get(i).shape()).boxed().toList())) {
                return null;
            }
            elements.add(donor.elements(key).whole());
        }
        return elements.isEmpty() ? null : elements;
    }
}
