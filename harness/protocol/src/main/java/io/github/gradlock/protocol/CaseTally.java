package io.github.gradlock.protocol;

/** Counts cases by how they ended. */
final class CaseTally {
    private final int[] byStatus = new int[CaseStatus.values().length];
    private int cases;
    private int varying;

    void add(CaseRecord record) {
        cases++;
        byStatus[record.status().ordinal()]++;
        varying += SessionMerge.varies(record) ? 1 : 0;
    }

    Manifest.Counts counts() {
        return new Manifest.Counts(
                cases,
                byStatus[CaseStatus.PASSED.ordinal()],
                byStatus[CaseStatus.FAILED.ordinal()],
                byStatus[CaseStatus.SKIPPED.ordinal()],
                varying);
    }

    /**
     * Compares the manifest of a bundle, all of whose cases were added, with what was counted.
     *
     * @throws BundleException if it says something else
     */
    void requireSaidBy(StoredBundle bundle) throws BundleException {
        Manifest.Counts said = bundle.manifest().counts();
        if (!said.equals(counts())) {
            throw bundle.manifestFault("counts are " + text(said) + ", of the cases follows " + text(counts()));
        }
    }

    private static String text(Manifest.Counts counts) {
        return "%d cases, %d passed, %d failed, %d skipped, %d varying"
                .formatted(counts.cases(), counts.passed(), counts.failed(), counts.skipped(), counts.varying());
    }
}
