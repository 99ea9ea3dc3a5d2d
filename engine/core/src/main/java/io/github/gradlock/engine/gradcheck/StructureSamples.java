package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.op.Repeats;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;

/** Samples of views, joins and pieces; each is squared where it is linear, so that its second derivative is not zero. */
final class StructureSamples {
    private StructureSamples() {}

    static void addTo(SampleList samples) {
        views(samples);
        joins(samples);
        pieces(samples);
        diagonals(samples);
        repeats(samples);
    }

    private static Tensor square(Tensor x) {
        return x.mul(x);
    }

    private static void views(SampleList s) {
        s.smooth("reshape", x -> square(x[0].transpose(0, 1).reshape(6)), any(2, 3));
        s.smooth("view", x -> square(x[0].view(3, 2)), any(2, 3));
        s.smooth("unflatten", x -> square(x[0].unflatten(1, 2, -1)), any(2, 4));
        s.smooth("t", x -> square(x[0].t()), any(2, 3));
        s.smooth("movedim", x -> square(x[0].movedim(new int[] {0, -1}, 1, 0)), any(2, 3, 2));
        s.smooth("unfold.dimension", x -> square(x[0].unfold(1, 3, 2)), any(2, 7));
        s.smooth("unfold.overlapping", x -> square(x[0].unfold(0, 3, 1)), any(5, 2));
        s.smooth("permute", x -> square(x[0].permute(2, 0, 1)), any(2, 3, 2));
        s.smooth("transpose", x -> square(x[0].transpose(0, 1)), any(2, 3));
        s.smooth("squeeze.several", x -> square(x[0].squeeze(0, 1, -1)), any(1, 2, 1, 3, 1));
        s.smooth("squeeze", x -> square(x[0].squeeze(1)), any(2, 1, 3));
        s.smooth("unsqueeze", x -> square(x[0].unsqueeze(-1)), any(2, 3));
        s.smooth("expand", x -> square(x[0].expand(2, -1, 4)), any(3, 1));
        s.smooth("flatten", x -> square(x[0].flatten(1, 2)), any(2, 3, 2));
        s.smooth("narrow", x -> square(x[0].narrow(1, 1, 2)), any(2, 4));
        s.smooth("slice", x -> square(x[0].slice(0, 1, 7, 3)), any(7));
        s.smooth("select", x -> square(x[0].select(1, -1)), any(2, 3));
        s.smooth("flip", x -> square(x[0]).flip(0, 1), any(2, 3));
    }

    private static void joins(SampleList s) {
        s.smooth("cat", x -> square(Joins.cat(List.of(x), 1)), any(2, 3), any(2, 1));
        s.smooth("stack", x -> square(Joins.stack(List.of(x), -1)), any(3), any(3));
        s.smooth("cat.with_nothing", x -> square(Joins.cat(List.of(x), 1)), any(2, 3), any(0));
        s.smooth("hstack", x -> square(Joins.hstack(List.of(x))), any(2, 1), any(2, 2));
        s.smooth("vstack", x -> square(Joins.vstack(List.of(x))), any(3), any(2, 3));
        s.smooth("dstack", x -> square(Joins.dstack(List.of(x))), any(2, 1), any(2, 1, 2));
        s.smooth("block_diag", x -> square(Joins.blockDiag(List.of(x))), any(2, 1), any(2), any());
        s.smooth("pad", x -> square(Views.pad(x[0], new int[] {1, 2, 0, 1}, 3)), any(2, 3));
        s.smooth("pad.negative", x -> square(Views.pad(x[0], new int[] {-1, 1}, 0)), any(2, 3));
    }

    /** Multiplies the first of several tensors with the last, of equal shape: the others are not used. */
    private static Tensor ends(List<Tensor> parts) {
        return parts.get(0).mul(parts.get(parts.size() - 1));
    }

    private static void pieces(SampleList s) {
        s.smooth("split", x -> ends(x[0].split(2, 1)), any(2, 6));
        s.smooth("split.sizes", x -> ends(x[0].split(new int[] {1, 2, 0, 1}, 0)), any(4, 2));
        s.smooth("chunk", x -> ends(x[0].chunk(3, -1)), any(2, 6));
        s.smooth("tensor_split", x -> ends(x[0].tensorSplit(3, 0)).sum(), any(3, 2));
        s.smooth("tensor_split.indices", x -> ends(x[0].tensorSplit(new int[] {2, 3}, 0)), any(5));
        s.smooth("unbind", x -> ends(x[0].unbind(1)), any(2, 3));
    }

    private static void diagonals(SampleList s) {
        s.smooth("diagonal", x -> square(x[0].diagonal(1, 2, 0)), any(3, 2, 3));
        s.smooth("diag_embed", x -> square(x[0].diagEmbed(-1, 0, 2)), any(2, 3));
        s.smooth("diag", x -> square(x[0].diag(-1)), any(3));
        s.smooth("diag.of_matrix", x -> square(x[0].diag(1)), any(3, 4));
        s.smooth("trace", x -> square(x[0].trace()), any(3, 2));
        s.smooth("tril", x -> square(x[0].tril(-1)), any(2, 3, 3));
        s.smooth("triu", x -> square(x[0].triu(1)), any(3, 4));
    }

    private static void repeats(SampleList s) {
        s.smooth("repeat", x -> square(x[0].repeat(2, 1, 3)), any(2, 2));
        s.smooth("tile", x -> square(x[0].tile(3)), any(2, 2));
        s.smooth("repeat_interleave", x -> square(x[0].repeatInterleave(2, 0)), any(2, 3));
        s.smooth(
                "repeat_interleave.times",
                x -> square(x[0].repeatInterleave(Tensors.of(new long[] {2, 0, 1}, x[0].device()), 1)),
                any(2, 3));
        s.smooth("roll", x -> square(x[0]).roll(new int[] {1, -1}, 0, 1), any(2, 3));
        s.smooth("rot90", x -> square(x[0].rot90(1, 0, 1)), any(2, 3));
        s.smooth("meshgrid", x -> ends(Repeats.meshgrid(List.of(x), true)), any(2), any(3));
    }
}
