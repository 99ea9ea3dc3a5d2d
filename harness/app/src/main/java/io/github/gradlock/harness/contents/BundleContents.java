package io.github.gradlock.harness.contents;

import io.github.gradlock.harness.diff.ElementSummary;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.PackedBundle;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle holds.
 *
 * @param bundle that is open
 * @param form of the place it was opened at
 * @param files in it, sorted by name
 */
public record BundleContents(Bundle bundle, Form form, List<PackedBundle.Content> files) {
    /** How many of a tensor's first elements are shown. */
    private static final int FIRST = 8;

    /** In which form results lie. */
    public enum Form {
        /** A folder with a manifest. */
        FOLDER,
        /** The same as one file. */
        ZIP,
        /** {@code values.safetensors} alone, as a file or in a folder. */
        SAFETENSORS,
        /** What a process left that was killed, or has not been joined. */
        SESSION
    }

    /** A tensor of a case's first execution; its elements if they were asked for. */
    public record Tensor(TensorInfo info, @Nullable ElementSummary elements) {}

    /** A case with the tensors of its first execution. */
    public record Case(CaseRecord record, List<Tensor> tensors) {
        /** Copies the list. */
        public Case {
            tensors = List.copyOf(tensors);
        }
    }

    /** Takes cases one by one: there may be a million. */
    @FunctionalInterface
    public interface Sink {
        /** Takes the next one. */
        void accept(Case one);
    }

    /** Looks at what is there; no results are read. */
    public static BundleContents of(Bundle bundle) throws IOException {
        List<PackedBundle.Content> files = PackedBundle.contents(bundle.path());
        boolean folder = Files.isDirectory(bundle.path());
        boolean manifest = files.stream().anyMatch(file -> file.name().equals("manifest.json"));
        Form form = manifest
                ? folder ? Form.FOLDER : Form.ZIP
                : files.stream().anyMatch(file -> file.name().equals("values.bin")) ? Form.SESSION : Form.SAFETENSORS;
        return new BundleContents(bundle, form, files);
    }

    /**
     * Passes on cases, sorted by id.
     *
     * @param values whether their elements are read
     * @return how many there were
     */
    public int cases(Predicate<String> wanted, boolean values, Sink sink) throws IOException {
        int count = 0;
        try {
            for (Iterator<CaseRecord> records = bundle.cases().iterator(); records.hasNext(); ) {
                CaseRecord record = records.next();
                if (wanted.test(record.id())) {
                    sink.accept(new Case(record, tensors(record, values)));
                    count++;
                }
            }
        } catch (UncheckedIOException unread) {
            throw unread.getCause();
        }
        return count;
    }

    private List<Tensor> tensors(CaseRecord record, boolean values) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (TensorInfo info : record.tensors()) {
            ElementSummary elements =
                    values ? ElementSummary.of(info.type(), bundle.tensor(record.id(), info.name()), FIRST) : null;
            tensors.add(new Tensor(info, elements));
        }
        return tensors;
    }
}
