package io.github.gradlock.harness.lock;

/** How strictly lock files are held against their specs. */
public enum LockMode {
    /**
     * A lock that is there must fit. Containers and hosts with one exact JDK need one; another host environment belongs to the
     * machine, and is resolved in memory if it has none.
     */
    LOCKED,
    /** Locks are used as they are, whatever the specs say now. */
    FROZEN
}
