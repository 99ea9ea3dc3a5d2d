package io.github.gradlock.benchmark.known;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM takes its processor to be able to do. */
final class MoorProcessor {
    private MoorProcessor() {}

    /** Returns whether it multiplies and adds in one instruction. */
    static boolean canFuse() {
        return Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("UseFMA")
                .getValue());
    }
}
