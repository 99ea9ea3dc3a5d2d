package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.DockerContexts;
import io.github.gradlock.harness.runtime.container.AttachedProgram.Way;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContainerInputTests {
    @TempDir
    Path folder = Path.of("");

    private byte[] handed(InputStream from, boolean whole) throws Exception {
        try (AttachedProgram program = AttachedProgram.on(Way.UNIX, folder);
                DockerClient client = RemoteEngine.client(new DockerContexts.Endpoint(program.host(), null), null);
                ContainerInput input = ContainerInput.attach(client, "abc", from)) {
            byte[] read = program.read();
            if (whole) {
                input.requireWhole();
            } else {
                GradlockException problem = assertThrows(GradlockException.class, input::requireWhole);
                assertEquals(ExitStatus.INCOMPLETE, problem.status());
                assertTrue(String.valueOf(problem.getMessage()).endsWith("to its end: Is a directory"));
            }
            return read;
        }
    }

    @Test
    void handsAllOnAndThenItsEnd() throws Exception {
        assertEquals(5, handed(new ByteArrayInputStream(new byte[5]), true).length);
    }

    @Test
    void saysThatItCouldNotBeReadToItsEnd() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Is a directory");
            }
        };
        assertEquals(5, handed(new SequenceInputStream(new ByteArrayInputStream(new byte[5]), broken), false).length);
    }
}
