package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ByteCount;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.PlainText;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.signature.SignatureFormat;
import io.github.gradlock.harness.signature.SignatureVerdict;
import io.github.gradlock.harness.signature.SignatureVerdict.State;
import io.github.gradlock.protocol.BundleCheck;
import io.github.gradlock.protocol.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle's verification came to.
 *
 * @param check of its contents
 * @param signatures that lie beside it
 * @param signer who was asked for; null if nobody was
 */
record VerifiedBundle(
        BundleCheck check,
        List<SignatureVerdict> signatures,
        @Nullable String signer) {
    private static final int MOST_HINTS = 3;

    ExitStatus status() {
        boolean wrong = signatures.stream().anyMatch(each -> each.state() == State.WRONG);
        if (!check.isWhole() || wrong || isMissed()) {
            return ExitStatus.BAD_INPUT;
        }
        boolean unchecked = signatures.stream().anyMatch(each -> each.state() == State.UNCHECKED);
        return check.vouched() && !unchecked ? ExitStatus.REPRODUCIBLE : ExitStatus.INCOMPLETE;
    }

    /** Whether the signer who was asked for did not sign, as far as all signatures could be checked. */
    private boolean isMissed() {
        return signer != null
                && signatures.stream()
                        .noneMatch(each -> each.state() == State.TRUSTED || each.state() == State.UNCHECKED);
    }

    private boolean isSignedByWhomAsked() {
        return signatures.stream().anyMatch(each -> each.state() == State.TRUSTED);
    }

    void lines(Console console) {
        ExitStatus status = status();
        String mark = status == ExitStatus.REPRODUCIBLE
                ? console.styled(32, "✔")
                : status == ExitStatus.INCOMPLETE ? console.styled(33, "–") : console.styled(31, "✘");
        console.print(mark + " " + PlainText.of(check.path() + "  " + what()));
        for (BundleCheck.Fault fault : check.faults()) {
            console.print("  " + PlainText.of(fault.location() + ": " + fault.message()));
        }
        if (check.furtherFaults() > 0) {
            console.print("  and " + Figures.count(check.furtherFaults(), "further fault"));
        }
        for (SignatureVerdict signature : signatures) {
            console.print("  " + PlainText.of(text(signature)));
        }
        if (isMissed() && signatures.isEmpty()) {
            console.print("  "
                    + PlainText.of("not signed: there is no " + SignatureFormat.SSH.beside(check.path()) + " or "
                            + SignatureFormat.GPG.beside(check.path())));
        }
        hints(console);
    }

    private String what() {
        Manifest manifest = check.manifest();
        String name = manifest == null ? "" : manifest.identity().displayName() + "  ";
        if (!check.isWhole()) {
            return name + Figures.count(check.faults().size() + check.furtherFaults(), "fault");
        }
        if (!check.vouched()) {
            return name
                    + (check.voucher() == BundleCheck.Voucher.NOTHING
                            ? "nothing vouches for it: a safetensors file alone has no checksums; its header is whole"
                            : Figures.count(check.tensors(), "tensor")
                                    + " as recorded, and nothing vouches for the whole: no manifest, its run did not come to its end");
        }
        String run = manifest == null || manifest.complete() ? "" : ", its run did not come to its end";
        return name
                + "%s, %s, %s  %s%s"
                        .formatted(
                                Figures.count(check.files(), "file"),
                                ByteCount.text(check.bytes()),
                                Figures.count(check.tensors(), "tensor"),
                                manifest == null ? "" : Figures.digest(manifest.resultsDigest()),
                                run);
    }

    private static String text(SignatureVerdict signature) {
        String key = signature.key() == null ? "" : ", " + signature.key();
        return switch (signature.state()) {
            case TRUSTED -> signature.file() + ": signed by " + signature.signer() + key;
            case VALID ->
                signature.file() + ": the manifest is as it was signed" + key + "; by whom was not asked (--signer)";
            default -> signature.file() + ": " + signature.problem() + key;
        };
    }

    private void hints(Console console) {
        for (SignatureVerdict signature : signatures) {
            boolean matters = signature.state() != State.OTHER_SIGNER || !isSignedByWhomAsked();
            if (signature.hint() != null && matters) {
                console.remark("hint: " + PlainText.of(signature.hint()));
            }
        }
        if (!check.unvouched().isEmpty()) {
            console.remark(PlainText.of("warning: the manifest does not name " + String.join(", ", check.unvouched())
                    + ": nothing vouches for that, and nobody reads it"));
        }
        check.faults().stream()
                .map(BundleCheck.Fault::hint)
                .distinct()
                .limit(MOST_HINTS)
                .forEach(hint -> console.remark("hint: " + PlainText.of(hint)));
        if (isMissed() && signatures.isEmpty()) {
            console.remark("hint: gradlock bundle sign makes a signature; it has to be copied beside the bundle");
        }
    }

    Map<String, @Nullable Object> row() {
        Manifest manifest = check.manifest();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("bundle", check.path().toString());
        row.put("name", manifest == null ? null : manifest.identity().displayName());
        row.put(
                "verdict",
                switch (status()) {
                    case REPRODUCIBLE -> "verified";
                    case INCOMPLETE -> "not vouched for";
                    default -> check.isWhole() ? "signature refused" : "damaged";
                });
        row.put("complete", manifest != null && manifest.complete());
        row.put("resultsDigest", manifest == null ? null : manifest.resultsDigest());
        row.put("files", check.files());
        row.put("bytes", check.bytes());
        row.put("tensors", check.tensors());
        row.put("faults", check.faults().stream().map(VerifiedBundle::row).toList());
        row.put("furtherFaults", check.furtherFaults());
        row.put("unvouched", check.unvouched());
        row.put("signatures", signatures.stream().map(VerifiedBundle::row).toList());
        return row;
    }

    private static Map<String, Object> row(BundleCheck.Fault fault) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("location", fault.location());
        row.put("message", fault.message());
        row.put("hint", fault.hint());
        return row;
    }

    private static Map<String, @Nullable Object> row(SignatureVerdict signature) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("file", signature.file().toString());
        row.put("format", signature.format().word());
        row.put("state", Figures.words(signature.state()));
        row.put("key", signature.key());
        row.put("signer", signature.signer());
        row.put("problem", signature.problem());
        return row;
    }
}
