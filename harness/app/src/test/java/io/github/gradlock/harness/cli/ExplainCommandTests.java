package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.SafetensorsWriter;
import io.github.gradlock.protocol.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTests {
    private final Path folder;
    private final CommandFixture fixture;

    ExplainCommandTests(@TempDir Path folder) {
        this.folder = folder;
        this.fixture = new CommandFixture(folder);
    }

    @Test
    void withoutRunsNothingIsWritten() throws Exception {
        Path out = folder.resolve("out");
        Path kept = Files.createDirectories(out.resolve("explain")).resolve("notes.txt");
        Files.writeString(kept, "mine");

        ExitStatus status = explain(out, lone("a", "exp/grad", 1), lone("b", "exp/grad", 2));

        assertEquals(ExitStatus.INCOMPLETE, status, fixture::out);
        assertTrue(
                fixture.out()
                        .contains("1 case differs, 0 explained; no operation, factor or likely cause is known of exp."),
                fixture.out());
        assertTrue(Files.exists(kept));
        assertFalse(Files.exists(out.resolve("explain/.gradlock.lock")));
    }

    @Test
    void aMissingCaseIsNoAgreement() throws Exception {
        assertEquals(
                ExitStatus.INCOMPLETE,
                explain(folder.resolve("out"), lone("a", "exp/grad", 1), lone("b", "log/grad", 1)));
        assertTrue(fixture.out().contains("  exp: missing in b"), fixture.out());
    }

    @Test
    void agreementOfFilesIsNoneOfOperations() throws Exception {
        assertEquals(
                ExitStatus.NOTHING_COMPARED,
                explain(folder.resolve("out"), lone("a", "exp/grad", 1), lone("b", "exp/grad", 1)));
        assertTrue(
                fixture.out()
                        .contains("The results agree in the one case; there are no traces of both, so their operations"
                                + " were not compared."),
                fixture.out());
    }

    @Test
    void aSuiteThatIsNotThereIsAnErrorAlsoBesideBundles() throws Exception {
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> fixture.run(
                        new ExplainCommand(),
                        "--suite",
                        folder.resolve("absent.jar").toString(),
                        lone("a", "exp/grad", 1).toString(),
                        lone("b", "exp/grad", 2).toString()));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
    }

    private ExitStatus explain(Path out, Path a, Path b) throws Exception {
        return fixture.run(new ExplainCommand(), "--no-runs", "--out", out.toString(), a.toString(), b.toString());
    }

    private Path lone(String name, String key, float element) throws IOException {
        ByteBuffer bits = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, element);
        Path file = folder.resolve(name + ".safetensors");
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add(key, ElementType.F32, List.of(1L), () -> TensorData.of(bits));
        writer.write(file, Map.of());
        return file;
    }
}
