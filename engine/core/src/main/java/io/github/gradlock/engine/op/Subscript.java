package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.Index;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A subscript applied to a tensor: the view that its simple entries give, and tensors of indices for dimensions of that view. */
final class Subscript {
    /** An entry for each dimension of the view that was passed, null where it is not indexed. */
    private final List<@Nullable Tensor> indices = new ArrayList<>();

    private Tensor view;

    private Subscript(Tensor x) {
        view = x;
    }

    static Subscript of(Tensor x, Index... entries) {
        Subscript subscript = new Subscript(x);
        int left = x.rank() - consumed(x.shape(), entries);
        for (Index entry : entries) {
            subscript.read(entry, left);
        }
        return subscript;
    }

    private static int consumed(Shape shape, Index... subscript) {
        int consumed = 0;
        int ellipses = 0;
        for (Index entry : subscript) {
            if (entry instanceof Index.Elements elements) {
                consumed += elements.consumed();
            } else if (entry instanceof Index.Ellipsis) {
                ellipses++;
            } else if (!(entry instanceof Index.NewAxis)) {
                consumed++;
            }
        }
        if (ellipses > 1) {
            throw new IllegalArgumentException("an index can only have a single ellipsis, got " + ellipses);
        }
        if (consumed > shape.rank()) {
            throw new IndexOutOfBoundsException("too many indices for tensor of dimension " + shape.rank() + ", shape "
                    + shape + ": got " + consumed);
        }
        return consumed;
    }

    /** Applies an entry to the next dimension; an ellipsis stands for {@code left} of them. */
    private void read(Index entry, int left) {
        int dim = indices.size();
        if (entry instanceof Index.At at) {
            view = Views.select(view, dim, at.index());
        } else if (entry instanceof Index.Slice slice) {
            view = slice.isAll() ? view : Views.slice(view, dim, slice.first(), slice.end(), slice.step());
            indices.add(null);
        } else if (entry instanceof Index.NewAxis) {
            view = Views.unsqueeze(view, dim);
            indices.add(null);
        } else if (entry instanceof Index.Elements elements) {
            // Indices may be on the CPU wherever the tensor is, as in PyTorch.
            Tensor given = elements.tensor();
            readElements(given.device() == Device.CPU ? Placement.to(given, view.device()) : given, dim);
        } else {
            for (int i = 0; i < left; i++) {
                indices.add(null);
            }
        }
    }

    private void readElements(Tensor elements, int dim) {
        boolean mask = elements.dtype() == DType.BOOL;
        if (elements.rank() > 0 && !mask) {
            indices.add(elements);
        } else if (!mask) {
            view = Views.select(view, dim, (int) elements.item());
        } else if (elements.rank() == 0) {
            view = Views.unsqueeze(view, dim);
            indices.add(Positions.nonzero(elements));
        } else {
            for (int axis = 0; axis < elements.rank(); axis++) {
                if (elements.size(axis) != view.size(dim + axis)) {
                    throw new IndexOutOfBoundsException("the shape of the mask " + elements.shape() + " at index "
                            + axis + " does not match the shape of the indexed tensor " + view.shape() + " at index "
                            + (dim + axis));
                }
            }
            indices.addAll(Masks.where(elements));
        }
    }

    /** Returns whether nothing is picked: what the subscript names is a view then. */
    boolean isView() {
        return indices.stream().allMatch(Objects::isNull);
    }

    /** Merges the indexed dimensions into one, picks along it, and gives the result the dimensions of the indices there. */
    Tensor picked() {
        if (isView()) {
            return view;
        }
        List<Integer> indexed = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int dim = 0; dim < view.rank(); dim++) {
            (dim < indices.size() && indices.get(dim) != null ? indexed : others).add(dim);
        }
        int first = indexed.get(0);
        int last = indexed.get(indexed.size() - 1);
        Tensor whole = view;
        if (last - first + 1 > indexed.size()) {
            first = 0;
            List<Integer> order = new ArrayList<>(indexed);
            order.addAll(others);
            whole = Views.permute(view, Axes.ints(order));
        }
        Tensor merged = Views.flatten(whole, first, first + indexed.size() - 1);
        Tensor index = merged(indexed);
        Tensor result = Positions.pick(merged, first, Views.reshape(index, index.numel()));
        return Views.reshape(result, replaced(merged.shape(), first, index.shape()));
    }

    /** Returns the row-major index into the indexed dimensions that the indices along each of them make together. */
    private Tensor merged(List<Integer> indexed) {
        Shape shape = Shape.SCALAR;
        List<Tensor> each = new ArrayList<>();
        for (int dim : indexed) {
            Tensor index = indices.get(dim);
            if (index != null) {
                each.add(Indices.wrapped("index", index, view.size(dim), dim));
                shape = broadcast(shape, index.shape());
            }
        }
        Tensor merged = Views.expand(each.get(0), shape);
        for (int i = 1; i < each.size(); i++) {
            merged = Arithmetic.add(Arithmetic.mul(merged, view.size(indexed.get(i))), each.get(i));
        }
        return merged;
    }

    private static Shape broadcast(Shape a, Shape b) {
        try {
            return Shape.broadcast(a, b);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "shape mismatch in index: indexing tensors could not be broadcast together with shapes " + a + ", "
                            + b);
        }
    }

    private static Shape replaced(Shape shape, int axis, Shape by) {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            if (i == axis) {
                for (int size : by.sizes()) {
                    sizes.add(size);
                }
            } else {
                sizes.add(shape.size(i));
            }
        }
        return Shape.of(Axes.ints(sizes));
    }
}
