package io.github.gradlock.benchmark.known;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM says of the processor. */
final class Processor {
    private Processor() {}

    /** Returns whether a product and a sum are one instruction. */
    static boolean hasFusedSum() {
        return Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("UseFMA")
                .getValue());
    }
}
