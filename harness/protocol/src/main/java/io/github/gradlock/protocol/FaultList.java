package io.github.gradlock.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Faults as they are found, by several threads; of a bundle that is wrong throughout the first ones. */
final class FaultList {
    private static final int MOST = 200;

    private final List<BundleCheck.Fault> first = new ArrayList<>();
    private long further;

    /** Does something in which a fault may come up. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    synchronized void add(BundleException fault) {
        if (first.size() < MOST) {
            first.add(new BundleCheck.Fault(fault.location(), String.valueOf(fault.getMessage()), fault.hint()));
        } else {
            further++;
        }
    }

    synchronized void addAll(FaultList later) {
        first.addAll(later.first());
        further += later.further();
        while (first.size() > MOST) {
            first.remove(first.size() - 1);
            further++;
        }
    }

    /** Does something, and notes a fault that comes up; returns whether none did. */
    boolean collect(Step step) throws IOException {
        try {
            step.run();
            return true;
        } catch (BundleException fault) {
            add(fault);
            return false;
        }
    }

    synchronized List<BundleCheck.Fault> first() {
        return List.copyOf(first);
    }

    synchronized long further() {
        return further;
    }
}
