package io.github.gradlock.harness.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.RootFS;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.LoadResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import io.github.gradlock.harness.BulkInputStream;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.store.Digests;
import io.github.gradlock.harness.store.VerifiedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * An image as {@code docker save} writes it: a base that an engine has, and layers on top. Its configuration says nothing of when and where
 * it was made, so that its ID is the same everywhere. An engine reads only the layers that it has not, so those of the base are left out.
 *
 * @param base as the engine knows it
 * @param layers from the lowest
 * @param variables set in the image, beside those of the base
 * @param labels of the image
 * @param tag {@code gradlock/name:hash}
 */
record ImageArchive(
        InspectImageResponse base,
        List<Layer> layers,
        Map<String, String> variables,
        Map<String, String> labels,
        String tag) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CREATED = "1970-01-01T00:00:01Z";
    private static final int BLOCK = 512;

    /**
     * Gives it to an engine, which then knows it by its tag. Layers are hashed meanwhile; an engine that is not given an archive to its end takes
     * nothing of it.
     *
     * @throws VerifiedFile.Damaged if a layer is not what it should be
     */
    void load(DockerClient client) throws IOException, InterruptedException {
        try (InputStream archive = archive(config());
                Loading loading = new Loading()) {
            client.loadImageAsyncCmd(archive).exec(loading);
            // An engine answers from the beginning on; only at the end of its answer it has the image.
            loading.awaitCompletion();
            if (loading.error != null) {
                throw refused(loading.error, null);
            }
            InspectImageResponse loaded = client.inspectImageCmd(tag).exec();
            if (!diffIds(loaded).equals(diffIds())) {
                throw refused("it has other layers", null);
            }
        } catch (NotFoundException absent) {
            throw refused("it did not take it", absent);
        } catch (DockerException problem) {
            throw refused(String.valueOf(problem.getMessage()).strip(), problem);
        } catch (GradlockException problem) {
            throw problem;
        } catch (RuntimeException problem) {
            // The client wraps what it met, once or twice.
            for (Throwable cause = problem.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException met) {
                    throw met;
                }
            }
            throw problem;
        }
    }

    /** What an engine says while it takes an image. */
    private static final class Loading extends ResultCallback.Adapter<LoadResponseItem> {
        private volatile @Nullable String error;

        @Override
        public void onNext(LoadResponseItem item) {
            ResponseItem.ErrorDetail detail = item.getErrorDetail();
            if (detail != null) {
                error = String.valueOf(detail.getMessage()).strip();
            }
        }
    }

    private GradlockException refused(String why, @Nullable Throwable problem) {
        return GradlockException.incomplete(
                "the Docker engine could not be given the image " + tag + ": " + why,
                "docker info shows whether the engine is well, docker system df whether it has room",
                problem);
    }

    /** Returns the digests of an image's layers, from the lowest. */
    static List<String> diffIds(InspectImageResponse image) {
        RootFS root = image.getRootFS();
        List<String> ids = root == null ? null : root.getLayers();
        return ids == null ? List.of() : ids;
    }

    private List<String> diffIds() {
        List<String> ids = new ArrayList<>(diffIds(base));
        layers.forEach(layer -> ids.add("sha256:" + layer.sha256()));
        return ids;
    }

    private byte[] config() throws IOException {
        ObjectNode config = JSON.createObjectNode();
        config.put("architecture", base.getArch());
        config.put("os", "linux");
        config.put("created", CREATED);
        settings(config.putObject("config"));
        ObjectNode root = config.putObject("rootfs");
        root.put("type", "layers");
        ArrayNode ids = root.putArray("diff_ids");
        ArrayNode history = config.putArray("history");
        for (String id : diffIds()) {
            ids.add(id);
            history.addObject().put("created", CREATED).put("created_by", "gradlock");
        }
        return JSON.writeValueAsBytes(config);
    }

    private void settings(ObjectNode settings) {
        ContainerConfig of = base.getConfig();
        Map<String, String> all = new TreeMap<>();
        String[] set = of == null ? null : of.getEnv();
        for (String variable : set == null ? new String[0] : set) {
            int equals = variable.indexOf('=');
            all.put(variable.substring(0, Math.max(0, equals)), variable.substring(equals + 1));
        }
        all.putAll(variables);
        ArrayNode env = settings.putArray("Env");
        all.forEach((name, value) -> env.add(name + "=" + value));
        strings(settings, "Cmd", of == null ? null : of.getCmd());
        strings(settings, "Entrypoint", of == null ? null : of.getEntrypoint());
        if (of != null && of.getWorkingDir() != null) {
            settings.put("WorkingDir", of.getWorkingDir());
        }
        ObjectNode labelled = settings.putObject("Labels");
        Map<String, String> own = new TreeMap<>();
        if (of != null && of.getLabels() != null) {
            own.putAll(of.getLabels());
        }
        own.putAll(labels);
        own.forEach(labelled::put);
    }

    private static void strings(ObjectNode settings, String name, String @Nullable [] values) {
        if (values != null) {
            List.of(values).forEach(settings.putArray(name)::add);
        }
    }

    private InputStream archive(byte[] config) throws IOException {
        String configName = Digests.sha256(config) + ".json";
        ArrayNode manifest = JSON.createArrayNode();
        ObjectNode image = manifest.addObject();
        image.put("Config", configName);
        image.putArray("RepoTags").add(tag);
        ArrayNode names = image.putArray("Layers");
        diffIds().forEach(id -> names.add(name(id)));
        List<Part> parts = new ArrayList<>();
        parts.add(() -> entry(configName, config));
        byte[] list = JSON.writeValueAsBytes(manifest);
        parts.add(() -> entry("manifest.json", list));
        for (Layer layer : layers) {
            parts.add(() -> new ByteArrayInputStream(header(name("sha256:" + layer.sha256()), layer.size())));
            parts.add(() -> new VerifiedFile(layer.file(), layer.content()));
            parts.add(() -> padding(layer.size()));
        }
        parts.add(() -> new ByteArrayInputStream(new byte[2 * BLOCK]));
        return new PartsStream(parts);
    }

    /** A part of an archive, opened when it is its turn. */
    private interface Part {
        InputStream open() throws IOException;
    }

    /** Parts one behind the other. Once closed it has no end: it must not be taken for a whole archive. */
    private static final class PartsStream extends BulkInputStream {
        private final Iterator<Part> parts;
        private InputStream part = InputStream.nullInputStream();
        private volatile boolean closed;

        PartsStream(List<Part> parts) {
            this.parts = parts.iterator();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            while (true) {
                if (closed) {
                    throw new IOException("the image is no longer wanted");
                }
                int count = part.read(bytes, from, length);
                if (count >= 0) {
                    return count;
                }
                if (!parts.hasNext()) {
                    return -1;
                }
                part.close();
                part = parts.next().open();
            }
        }

        @Override
        public void close() throws IOException {
            closed = true;
            part.close();
        }
    }

    private static String name(String diffId) {
        return diffId.substring(diffId.indexOf(':') + 1) + ".tar";
    }

    private static InputStream entry(String name, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header(name, content.length));
        bytes.writeBytes(content);
        return new SequenceInputStream(new ByteArrayInputStream(bytes.toByteArray()), padding(content.length));
    }

    private static InputStream padding(long size) {
        return new ByteArrayInputStream(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    /** A header alone, since what follows is streamed. */
    private static byte[] header(String name, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setModTime(1000 * LayerEntry.FIXED_SECONDS);
        entry.setSize(size);
        byte[] block = new byte[BLOCK];
        entry.writeEntryHeader(block);
        return block;
    }
}
