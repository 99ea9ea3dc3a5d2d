package io.github.gradlock.harness.lock;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.AptResolution;
import io.github.gradlock.harness.channel.AptResolver;
import io.github.gradlock.harness.channel.Catalogue;
import io.github.gradlock.harness.channel.CondaResolver;
import io.github.gradlock.harness.channel.ImageName;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.channel.RegistryClient;
import io.github.gradlock.harness.channel.RegistryCredentials;
import io.github.gradlock.harness.channel.RegistryImage;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.MatchSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pins images by asking their registry, and packages by asking apt or micromamba inside the pinned image. */
final class ContainerPins {
    private static final String APT = "apt";
    private static final String CONDA = "conda";

    private final String here;
    private final RegistryClient registry;
    private final Supplier<DockerClient> docker;
    private final Map<String, String> labels;
    private final Map<String, String> environment;

    /**
     * Sets up what is asked.
     *
     * @param here the platform of the engine's containers
     * @param docker gives the engine when it is needed, or throws what a person can act on
     * @param labels put on every container
     * @param environment variables that may point channels at mirrors
     */
    ContainerPins(
            String here,
            RegistryClient registry,
            Supplier<DockerClient> docker,
            Map<String, String> labels,
            Map<String, String> environment) {
        this.here = here;
        this.registry = registry;
        this.docker = docker;
        this.labels = labels;
        this.environment = environment;
    }

    /**
     * Pins what a spec asks for.
     *
     * @param renewal which pins are made anew
     * @param before where the others are taken from; null where all are made anew
     */
    PlatformLock resolve(EnvironmentSpec spec, String platform, Renewal renewal, @Nullable PlatformLock before) {
        ImageRequest request = ImageRequest.of(spec);
        ImageLock held = before == null ? null : before.image();
        if (before == null || held == null || renewal.isAny(request.namesOfImage())) {
            return anew(spec, request, platform);
        }
        try {
            return kept(spec, request, platform, renewal, before, held);
        } catch (GradlockException problem) {
            throw new GradlockException(
                    problem.status(),
                    problem.location(),
                    String.valueOf(problem.getMessage()),
                    problem.hint()
                            + "; other packages were asked for as they are pinned, which archives may no longer have: gradlock lock "
                            + spec.argument() + " --update moves them all",
                    problem);
        }
    }

    /** The image stays; packages that are not named are asked for in the versions that they have. */
    private PlatformLock kept(
            EnvironmentSpec spec,
            ImageRequest request,
            String platform,
            Renewal named,
            PlatformLock before,
            ImageLock held) {
        ImageName name = ImageName.of(request.repository(), environment);
        boolean ofDebian = request.channel().equals("debian") && request.jdk() == null;
        Renewal renewal = ofDebian
                ? named.meaning(
                        "jdk",
                        before.packagesOf(APT).stream().map(PackageLock::name).filter(ContainerPins::isJdk))
                : named;
        String reference = Objects.requireNonNullElse(held.indexDigest(), held.tag());
        String digest = Objects.requireNonNullElse(held.manifestDigest(), held.indexDigest());
        boolean anyPackage = renewal.isAny(before.packagesOf(APT).stream().map(PackageLock::name))
                || renewal.isAny(request.packages().stream());
        AptResolution resolved = anyPackage
                ? packages(
                        spec,
                        request,
                        name,
                        reference,
                        digest,
                        platform,
                        renewal.packages(request.packages(), before.packagesOf(APT)))
                : null;
        List<PackageLock> packages = new ArrayList<>(resolved == null ? before.packagesOf(APT) : locked(resolved));
        List<PackageLock> ofConda = before.packagesOf(CONDA);
        packages.addAll(
                renewal.isAny(ofConda.stream().map(PackageLock::name))
                        ? conda(spec, name, reference, digest, platform, renewal.conda(request.conda(), ofConda))
                        : ofConda);
        JdkLock jdk = request.jdk() != null
                ? renewal.names("jdk") ? jdk(request.jdk(), platform) : before.jdk()
                : ofDebian ? ofPackages(packages) : before.jdk();
        return new PlatformLock(
                held, jdk, before.cuda(), packages, resolved == null ? before.archiveDate() : resolved.archiveDate());
    }

    private PlatformLock anew(EnvironmentSpec spec, ImageRequest request, String platform) {
        ImageName name = ImageName.of(request.repository(), environment);
        String tag = request.tag().isEmpty() ? newest(request, name) : request.tag();
        RegistryImage image = registry.resolve(name, tag, platform);
        String reference = Objects.requireNonNullElse(image.indexDigest(), tag);
        String digest = image.manifestDigest();
        AptResolution resolved = packages(spec, request, name, reference, digest, platform, request.packages());
        List<PackageLock> packages = new ArrayList<>(locked(resolved));
        packages.addAll(conda(spec, name, reference, digest, platform, request.conda()));
        return new PlatformLock(
                pin(request.repository(), tag, image),
                request.jdk() == null ? jdk(request, image, packages) : jdk(request.jdk(), platform),
                image.environment().get("CUDA_VERSION"),
                packages,
                resolved.archiveDate());
    }

    /** micromamba resolves for any platform, in its image for the engine's. */
    private List<PackageLock> conda(
            EnvironmentSpec spec,
            ImageName name,
            String reference,
            String digest,
            String platform,
            List<String> specs) {
        if (specs.isEmpty()) {
            return List.of();
        }
        String image = Objects.requireNonNullElse(runner(name, reference, platform), name.at(digest));
        CondaResolver.Wanted wanted =
                new CondaResolver.Wanted(Catalogue.condaChannels(spec), specs, platform, spec.variables());
        return new CondaResolver(docker.get(), labels, RegistryCredentials.forEngine(spec.engine()))
                .resolve(image, wanted, environment.get(CondaResolver.VARIABLE)).stream()
                        .map(one ->
                                new PackageLock(CONDA, one.name(), one.version(), one.file(), one.size(), one.sha256()))
                        .toList();
    }

    private AptResolution packages(
            EnvironmentSpec spec,
            ImageRequest request,
            ImageName name,
            String reference,
            String digest,
            String platform,
            List<String> wanted) {
        return request.packages().isEmpty()
                ? AptResolution.NOTHING
                : new AptResolver(docker.get(), labels, RegistryCredentials.forEngine(spec.engine()))
                        .resolve(
                                name.at(digest),
                                Platform.imageArchitecture(platform).orElseThrow(),
                                wanted,
                                runner(name, reference, platform));
    }

    private static List<PackageLock> locked(AptResolution resolved) {
        return resolved.packages().stream()
                .map(one -> new PackageLock(APT, one.name(), one.version(), one.file(), one.size(), one.sha256()))
                .toList();
    }

    /**
     * An engine runs images of its own platform; about another one, a package manager is asked in the same image of that.
     *
     * @param reference digest of the index, or a tag where there is none
     */
    private @Nullable String runner(ImageName name, String reference, String platform) {
        return platform.equals(here)
                ? null
                : name.at(registry.resolve(name, reference, here).manifestDigest());
    }

    private static ImageLock pin(String repository, String tag, RegistryImage image) {
        return new ImageLock(repository, tag, image.indexDigest(), image.manifestDigest(), null);
    }

    /** Returns the tag of the newest version that will do. */
    private String newest(ImageRequest request, ImageName name) {
        MatchSpec wanted = MatchSpec.parse(request.versions());
        return registry.tags(name).stream()
                .filter(tag -> tag.endsWith(ImageRequest.CUDA_SUFFIX))
                .map(tag -> tag.substring(0, tag.length() - ImageRequest.CUDA_SUFFIX.length()))
                .filter(version -> version.matches("[0-9]+(\\.[0-9]+)*") && wanted.matches(version))
                .max(MatchSpec::compare)
                .map(version -> version + ImageRequest.CUDA_SUFFIX)
                .orElseThrow(() -> GradlockException.badInput(
                        null,
                        "no image of " + name.reference() + " has a version that satisfies " + request.versions()
                                + " (tags VERSION" + ImageRequest.CUDA_SUFFIX + ")",
                        "check the version in environment.yml"));
    }

    /** A JDK that is copied from an image of its own. */
    private @Nullable JdkLock jdk(ImageRequest request, String platform) {
        RegistryImage image =
                registry.resolve(ImageName.of(request.repository(), environment), request.tag(), platform);
        return image.jdkVersion()
                .map(version ->
                        new JdkLock("Eclipse Adoptium", version, null, pin(request.repository(), request.tag(), image)))
                .orElse(null);
    }

    private static @Nullable JdkLock jdk(ImageRequest request, RegistryImage image, List<PackageLock> packages) {
        if (request.channel().equals("temurin")) {
            return image.jdkVersion()
                    .map(version -> new JdkLock("Eclipse Adoptium", version, null))
                    .orElse(null);
        }
        return ofPackages(packages);
    }

    private static boolean isJdk(String packageName) {
        return packageName.matches("openjdk-[0-9]+-jre-headless");
    }

    private static @Nullable JdkLock ofPackages(List<PackageLock> packages) {
        return packages.stream()
                .filter(one -> isJdk(one.name()))
                .findFirst()
                .map(one -> new JdkLock("Debian", withoutRevision(one.version()), null))
                .orElse(null);
    }

    /** Debian's {@code 17.0.15+6-1~deb12u1} is {@code 17.0.15+6}. */
    static String withoutRevision(String version) {
        return version.replaceFirst("^[0-9]+:", "").replaceFirst("-[^-]*$", "");
    }
}
