package io.github.gradlock.harness.channel;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.ContextOverrides.AddRepositoriesOp;
import eu.maveniverse.maven.mima.context.ContextOverrides.ChecksumPolicy;
import eu.maveniverse.maven.mima.context.Runtimes;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.store.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.jspecify.annotations.Nullable;

/**
 * The channel {@code maven-central}: artifacts with what they need at run time, found as Maven finds them, with the mirrors, proxies,
 * credentials and the local repository of a person's settings.
 */
public final class MavenChannel {
    /** Its name in {@code channels}. */
    public static final String NAME = "maven-central";

    private static final String SCOPE = "runtime";

    private final Map<String, String> environment;
    private final boolean offline;
    private final @Nullable Path localRepository;

    /**
     * Says where to look.
     *
     * @param environment {@code GRADLOCK_CHANNEL_ALIAS_MAVEN_CENTRAL} in it is the address of a repository that is asked instead of all others
     * @param offline whether the local repository alone is asked
     */
    public MavenChannel(Map<String, String> environment, boolean offline) {
        this(environment, offline, null);
    }

    /** For tests: another local repository than that of the settings. */
    public MavenChannel(Map<String, String> environment, boolean offline, @Nullable Path localRepository) {
        this.environment = Map.copyOf(environment);
        this.offline = offline;
        this.localRepository = localRepository;
    }

    /**
     * An artifact that is asked for.
     *
     * @param name {@code group:artifact}, with {@code :classifier} if it has one
     * @param version empty for the newest release
     * @param location where it is written, for messages
     */
    public record Wanted(String name, String version, String location) {
        /** Returns the artifact as Maven Resolver writes it. */
        String coordinates() {
            String[] parts = name.split(":", 3);
            String classifier = parts.length == 3 ? ":jar:" + parts[2] : "";
            return parts[0] + ":" + parts[1] + classifier + ":" + (version.isEmpty() ? "RELEASE" : version);
        }
    }

    /**
     * Resolves artifacts and everything that they need at run time on a platform: profiles of their POMs may choose native parts by it.
     *
     * @param platform conda's name, {@code linux-64}
     * @return sorted by name
     * @throws GradlockException if something cannot be had; it is named
     */
    public List<MavenFile> resolve(List<Wanted> wanted, String platform) throws IOException {
        try (Context context = open(platform)) {
            CollectRequest collected = new CollectRequest();
            collected.setRepositories(context.remoteRepositories());
            wanted.forEach(
                    one -> collected.addDependency(new Dependency(new DefaultArtifact(one.coordinates()), SCOPE)));
            DependencyRequest request = new DependencyRequest(collected, DependencyFilterUtils.classpathFilter(SCOPE));
            Map<String, MavenFile> files = new TreeMap<>();
            for (ArtifactResult result : context.repositorySystem()
                    .resolveDependencies(context.repositorySystemSession(), request)
                    .getArtifactResults()) {
                if (result.getArtifact().getExtension().equals("jar")) {
                    MavenFile file = file(result.getArtifact());
                    files.put(file.name(), file);
                }
            }
            return List.copyOf(files.values());
        } catch (RepositoryException problem) {
            throw failed(wanted.get(0).location(), platform, problem);
        }
    }

    /**
     * Resolves one artifact and everything that it needs at run time.
     *
     * @param coordinates {@code group:artifact:version}, with {@code :classifier} if it has one
     * @return the artifact first, what it needs by name
     * @throws GradlockException if something cannot be had; it is named
     */
    public List<MavenFile> closure(String coordinates, String platform) throws IOException {
        String[] parts = coordinates.split(":", -1);
        String name = parts[0] + ":" + parts[1] + (parts.length > 3 ? ":" + parts[3] : "");
        List<MavenFile> files = new ArrayList<>(resolve(List.of(new Wanted(name, parts[2], coordinates)), platform));
        files.sort(Comparator.comparing((MavenFile file) -> !file.name().equals(name)));
        return files;
    }

    /**
     * Returns an artifact's file in the local repository, after it was fetched if it was not there.
     *
     * @throws GradlockException if it cannot be had
     */
    public Path fetch(String name, String version, String platform) {
        try (Context context = open(platform)) {
            ArtifactRequest request = new ArtifactRequest(
                    new DefaultArtifact(new Wanted(name, version, "").coordinates()),
                    context.remoteRepositories(),
                    null);
            return context.repositorySystem()
                    .resolveArtifact(context.repositorySystemSession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (RepositoryException problem) {
            throw failed(null, platform, problem);
        }
    }

    private Context open(String platform) {
        ContextOverrides.Builder overrides = ContextOverrides.create()
                .withUserSettings(true)
                .checksumPolicy(ChecksumPolicy.FAIL)
                .offline(offline)
                .systemProperties(propertiesOf(platform));
        if (localRepository != null) {
            overrides.withLocalRepositoryOverride(localRepository);
        }
        String alias = environment.getOrDefault(ImageName.variable(NAME), "").strip();
        if (!alias.isEmpty()) {
            overrides
                    .repositories(List.of(new RemoteRepository.Builder("gradlock-alias", "default", alias).build()))
                    .addRepositoriesOp(AddRepositoriesOp.REPLACE)
                    .keepBareRepositories(true)
                    .ignoreArtifactDescriptorRepositories(true);
        }
        return Runtimes.INSTANCE.getRuntime().create(overrides.build());
    }

    /** Returns what a JVM on a platform would say of it, so that every machine resolves alike. */
    private static Map<String, String> propertiesOf(String platform) {
        boolean arm = platform.endsWith("aarch64") || platform.endsWith("arm64");
        String architecture = platform.endsWith("-64") ? "amd64" : platform.replaceFirst("^[a-z]+-", "");
        Map<String, String> properties = new TreeMap<>();
        if (platform.startsWith("osx")) {
            properties.put("os.name", "Mac OS X");
            properties.put("os.arch", arm ? "aarch64" : "x86_64");
        } else {
            properties.put("os.name", platform.startsWith("win") ? "Windows 11" : "Linux");
            properties.put("os.arch", arm ? "aarch64" : architecture);
        }
        return properties;
    }

    private static MavenFile file(Artifact artifact) throws IOException {
        if (artifact.isSnapshot()) {
            throw GradlockException.badInput(
                    null, artifact + " is a snapshot, which is another file tomorrow", "name a release");
        }
        String classifier = artifact.getClassifier();
        String suffix = classifier.isEmpty() ? "" : "-" + classifier;
        Path file = artifact.getFile().toPath();
        return new MavenFile(
                artifact.getGroupId() + ":" + artifact.getArtifactId() + (classifier.isEmpty() ? "" : ":" + classifier),
                artifact.getVersion(),
                "%s/%s/%s/%2$s-%3$s%s.jar"
                        .formatted(
                                artifact.getGroupId().replace('.', '/'),
                                artifact.getArtifactId(),
                                artifact.getVersion(),
                                suffix),
                Files.size(file),
                Digests.sha256(file));
    }

    private static GradlockException failed(@Nullable String location, String platform, RepositoryException problem) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            messages.add(String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
        }
        String deepest = messages.get(messages.size() - 1);
        boolean absent = deepest.startsWith("Could not find artifact");
        String message = "Maven cannot supply this for %s: %s".formatted(platform, deepest);
        return absent
                ? GradlockException.badInput(
                        location,
                        message,
                        "check the coordinates, and whether the artifact is made for each of \"platforms\"")
                : GradlockException.incomplete(
                        message,
                        "check the network and Maven's settings.xml (mirrors, proxies), or point "
                                + ImageName.variable(NAME) + " at a repository",
                        problem);
    }
}
