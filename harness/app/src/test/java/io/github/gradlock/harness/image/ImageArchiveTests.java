package io.github.gradlock.harness.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.LoadImageAsyncCmd;
import com.github.dockerjava.api.model.LoadResponseItem;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.store.Digests;
import io.github.gradlock.harness.store.VerifiedFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At an engine that is none. */
class ImageArchiveTests {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder = Path.of("");

    private final CountDownLatch taken = new CountDownLatch(1);
    private Layer layer;
    private ImageArchive archive;

    @BeforeEach
    void archive() throws Exception {
        Path file = Files.write(folder.resolve("layer.tar"), new byte[1024]);
        layer = new Layer(file, Digests.sha256(new byte[1024]), 1024);
        archive = new ImageArchive(image("sha256:base"), List.of(layer), Map.of(), Map.of(), "gradlock/a:b");
    }

    /** It answers before it is ready, and is not asked for the image until then. */
    @Test
    void waitsForTheEndOfTheAnswer() throws Exception {
        DockerClient client = engine(heard -> {
            heard.onNext(item("{\"status\": \"Loading layer\"}"));
            TimeUnit.MILLISECONDS.sleep(200);
        });
        archive.load(client);
        assertEquals(0, taken.getCount());
    }

    @Test
    void tellsWhatTheEngineSaysWithinItsAnswer() {
        DockerClient client =
                engine(heard -> heard.onNext(item("{\"errorDetail\": {\"message\": \"no space left on device\"}}")));
        GradlockException problem = assertThrows(GradlockException.class, () -> archive.load(client));
        assertEquals(
                "the Docker engine could not be given the image gradlock/a:b: no space left on device",
                problem.getMessage());
        assertTrue(problem.hint().contains("docker system df"), problem::hint);
    }

    @Test
    void handsOnWhyItCouldNotBeRead() throws Exception {
        IOException met = new IOException("connection reset");
        DockerClient client = engine(heard -> heard.onError(new RuntimeException(met)));
        assertSame(met, assertThrows(IOException.class, () -> archive.load(client)));
        Files.write(layer.file(), new byte[1000]);
        assertInstanceOf(
                VerifiedFile.Damaged.class, assertThrows(IOException.class, () -> archive.load(engine(heard -> {}))));
    }

    /** What an engine says to an image. */
    private interface Answer {
        void to(ResultCallback<LoadResponseItem> heard) throws Exception;
    }

    private DockerClient engine(Answer answer) {
        return proxy(DockerClient.class, (name, arguments) -> switch (name) {
            case "loadImageAsyncCmd" ->
                proxy(LoadImageAsyncCmd.class, (exec, with) -> {
                    @SuppressWarnings("unchecked")
                    ResultCallback<LoadResponseItem> heard = (ResultCallback<LoadResponseItem>) with[0];
                    new Thread(() -> take((InputStream) arguments[0], answer, heard)).start();
                    return heard;
                });
            case "inspectImageCmd" ->
                proxy(
                        InspectImageCmd.class,
                        (exec, with) -> image(
                                "sha256:base", taken.getCount() == 0 ? "sha256:" + layer.sha256() : "sha256:older"));
            default -> throw new IllegalStateException(name);
        });
    }

    private void take(InputStream image, Answer answer, ResultCallback<LoadResponseItem> heard) {
        try {
            image.readAllBytes();
            answer.to(heard);
            taken.countDown();
        } catch (Exception problem) {
            heard.onError(problem);
        }
        heard.onComplete();
    }

    private interface Call {
        Object of(String name, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.of(method.getName(), arguments)));
    }

    private static LoadResponseItem item(String json) throws IOException {
        return JSON.readValue(json, LoadResponseItem.class);
    }

    private static InspectImageResponse image(String... layers) throws IOException {
        return JSON.convertValue(
                Map.of("Architecture", "amd64", "RootFS", Map.of("Layers", layers)), InspectImageResponse.class);
    }
}
