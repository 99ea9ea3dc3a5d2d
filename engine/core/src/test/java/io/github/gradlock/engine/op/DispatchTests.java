package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.RecordingInterpreter;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader.Provider;
import org.junit.jupiter.api.Test;

class DispatchTests {
    private static final Provider<Interpreter> RECORDING = new Provider<>() {
        @Override
        public Class<? extends Interpreter> type() {
            return RecordingInterpreter.class;
        }

        @Override
        public Interpreter get() {
            return new RecordingInterpreter();
        }
    };

    @Test
    void theOneInterpreterIsTaken() {
        assertInstanceOf(RecordingInterpreter.class, Dispatch.only(List.of(RECORDING)));
    }

    @Test
    void noneAndTwoAreErrorsThatSayWhatWasFound() {
        String name = RecordingInterpreter.class.getName();
        assertFound("[]", List.of());
        assertFound("[" + name + ", " + name + "]", List.of(RECORDING, RECORDING));
    }

    private static void assertFound(String found, List<Provider<Interpreter>> services) {
        assertEquals(
                "the engine wants exactly one io.github.gradlock.engine.op.Interpreter, found " + found
                        + "; check META-INF/services on the class path: a jar made of several has to merge them, and"
                        + " only one engine may be there",
                assertThrows(ServiceConfigurationError.class, () -> Dispatch.only(services))
                        .getMessage());
    }
}
