package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Behaviour;
import io.github.gradlock.harness.cause.Behaviour.Compiler;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.Repetition;
import io.github.gradlock.protocol.ResultsDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads from a bundle how a case behaved, by what the case itself recorded. */
final class Behaviours {
    private Behaviours() {}

    static Optional<Behaviour> of(String side, Bundle bundle, String caseId) throws IOException {
        CaseRecord record = bundle.findCase(caseId).orElse(null);
        if (record == null || !bundle.isHashed()) {
            return Optional.empty();
        }
        List<List<String>> processes = new ArrayList<>();
        add(processes, 0, digest(record));
        for (Repetition again : record.repetitions()) {
            add(
                    processes,
                    again.restart(),
                    ResultsDigest.ofCase(record.id(), again.status(), Captured.own(again.tensors())));
        }
        processes.removeIf(List::isEmpty);
        Behaviour behaviour = Behaviour.of(side, processes);
        return Optional.of(behaviour.with(compiler(bundle.manifest())));
    }

    /** Of a program's results the harness notes which it was; those of tests are a JVM's. */
    private static Compiler compiler(Manifest manifest) {
        if (manifest.provenance().containsKey("program")) {
            return Compiler.ITS_OWN;
        }
        return "int".equals(manifest.identity().variant().get("jit")) ? Compiler.NONE : Compiler.JVM;
    }

    /** Returns the digest of the first execution, without what was captured. */
    static String digest(CaseRecord record) {
        return ResultsDigest.ofCase(record.id(), record.status(), Captured.own(record.tensors()));
    }

    /** Returns whether two bundles have a case, and with other bits. */
    static boolean differ(Bundle a, Bundle b, String caseId) throws IOException {
        Optional<CaseRecord> first = a.findCase(caseId);
        Optional<CaseRecord> second = b.findCase(caseId);
        return first.isPresent() && second.isPresent() && !digest(first.get()).equals(digest(second.get()));
    }

    private static void add(List<List<String>> processes, int process, String digest) {
        while (processes.size() <= process) {
            processes.add(new ArrayList<>());
        }
        processes.get(process).add(digest);
    }
}
