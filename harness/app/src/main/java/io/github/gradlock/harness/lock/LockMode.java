package io.github.gradlock.harness.lock;

/** How strictly lock files are held against their specs. */
public enum LockMode {
    /** Containers need a lock that fits; an environment that belongs to the machine is resolved in memory if it has none. */
    NORMAL,
    /** Every environment needs a lock that fits. */
    LOCKED,
    /** Locks are used as they are, whatever the specs say now. */
    FROZEN
}
