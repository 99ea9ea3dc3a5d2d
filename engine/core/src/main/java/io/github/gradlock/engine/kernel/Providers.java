package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.Device;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Chooses the kernels of this process, once: the forced provider, or the usable one that is preferred most. */
public final class Providers {
    /** System property that forces a provider by name. */
    public static final String KERNELS_PROPERTY = "gradlock.kernels";

    /** System property that limits the threads of the kernels; all available processors by default. */
    public static final String THREADS_PROPERTY = "gradlock.threads";

    private static volatile @Nullable Choice active;

    private Providers() {}

    /**
     * Returns the choice of this process, made from the system properties on first use.
     *
     * @throws IllegalArgumentException if a property names no provider or no number of threads
     * @throws IllegalStateException if the forced provider cannot be used here
     */
    public static Choice active() {
        Choice chosen = active;
        if (chosen == null) {
            synchronized (Providers.class) {
                chosen = active;
                if (chosen == null) {
                    chosen = choose(
                            installed(),
                            System.getProperty(KERNELS_PROPERTY),
                            threads(System.getProperty(THREADS_PROPERTY)));
                    active = chosen;
                }
            }
        }
        return chosen;
    }

    /** Returns the kernels of this process. */
    public static Kernels kernels() {
        return active().kernels();
    }

    /** Returns the default device of this process: that of its kernels. */
    public static Device device() {
        Choice chosen = active;
        // Kernels that make tensors while they are made have their own way.
        return chosen == null && Thread.holdsLock(Providers.class)
                ? Device.CPU
                : active().kernels().device();
    }

    /**
     * Returns the kernels that compute on a device: those of this process, or on the CPU those that would be chosen there.
     *
     * @throws IllegalArgumentException if it is another device
     */
    public static Kernels kernels(Device device) {
        Choice chosen = active();
        return chosen.kernels().device() == device
                ? chosen.kernels()
                : choice(device).kernels();
    }

    /**
     * Returns how the kernels of {@link #kernels(Device)} came to be chosen.
     *
     * @throws IllegalArgumentException if it is another device
     */
    public static Choice choice(Device device) {
        if (active().kernels().device() == device) {
            return active();
        }
        if (device == Device.CPU) {
            return OnHost.CHOICE;
        }
        throw new IllegalArgumentException("no kernels of this process compute on " + device.name());
    }

    /** Kernels of the CPU in a process whose own are those of a device; made when they are first wanted. */
    private static final class OnHost {
        static final Choice CHOICE = choose(installed(), null, threads(System.getProperty(THREADS_PROPERTY)));

        private OnHost() {}
    }

    /** Returns the kernels that define every result, for a provider that leaves some of them to others. */
    public static Kernels reference(int threads) {
        return find(installed(), "scalar").create(threads);
    }

    /** Returns the providers on the class path, the most preferred first, then by name. */
    public static List<KernelProvider> installed() {
        List<KernelProvider> providers = new ArrayList<>();
        for (KernelProvider provider : ServiceLoader.load(KernelProvider.class, Providers.class.getClassLoader())) {
            providers.add(provider);
        }
        providers.sort(
                Comparator.comparingInt(KernelProvider::preference).reversed().thenComparing(KernelProvider::name));
        return providers;
    }

    /** Chooses among providers in order of preference, and creates the kernels. */
    static Choice choose(List<KernelProvider> providers, @Nullable String forced, int threads) {
        if (forced != null) {
            KernelProvider provider = find(providers, forced);
            String reason = provider.unusableReason();
            if (reason != null) {
                throw new IllegalStateException("kernels '" + forced + "' cannot be used here: " + reason + "; drop -D"
                        + KERNELS_PROPERTY + " to let gradlock choose");
            }
            return new Choice(
                    provider.name(),
                    "forced by " + KERNELS_PROPERTY,
                    provider.isStrict(),
                    threads,
                    provider.create(threads));
        }
        List<String> passedOver = new ArrayList<>();
        for (KernelProvider provider : providers) {
            if (!provider.isStrict()) {
                continue;
            }
            String reason = provider.unusableReason();
            if (reason == null) {
                String why = passedOver.isEmpty() ? "most preferred" : String.join("; ", passedOver);
                return new Choice(provider.name(), why, true, threads, provider.create(threads));
            }
            passedOver.add(provider.name() + " not used: " + reason);
        }
        throw new IllegalStateException("no kernels can be used here: "
                + (passedOver.isEmpty() ? "no provider is on the class path" : String.join("; ", passedOver)));
    }

    private static KernelProvider find(List<KernelProvider> providers, String name) {
        for (KernelProvider provider : providers) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        List<String> names = providers.stream()
                .map(KernelProvider::name)
                .sorted(Comparator.comparingInt((String known) -> editDistance(name, known))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        throw new IllegalArgumentException("unknown kernels '" + name + "' in " + KERNELS_PROPERTY
                + ": known are, nearest first, " + String.join(", ", names));
    }

    /** Parses the number of threads. */
    static int threads(@Nullable String value) {
        if (value == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            int threads = Integer.parseInt(value);
            if (threads >= 1 && threads <= 1024) {
                return threads;
            }
        } catch (NumberFormatException e) {
            // The message below covers it.
        }
        throw new IllegalArgumentException(THREADS_PROPERTY + " must be a number from 1 to 1024, got '" + value + "'");
    }

    private static int editDistance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    /**
     * The kernels of a process, and how they came to be chosen; what a bundle records.
     *
     * @param provider name of the provider
     * @param reason why it was chosen
     * @param isStrict whether the results have the bits of the contract
     * @param threads the most threads it uses
     * @param kernels the kernels themselves
     */
    public record Choice(String provider, String reason, boolean isStrict, int threads, Kernels kernels) {}
}
