package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Triangles between vertices, and how far their areas are from targets. */
final class FellMesh {
    private FellMesh() {}

    /** Records the gradient of the squared error of twice the areas, {@code vertices [v, 3]}, corners {@code first, second, third [f], target [f]}. */
    static void run(Tape tape, Value vertices, Value first, Value second, Value third, Value target) {
        long[] shape = {target.count(), 3};
        Value a = tape.apply("index_select", FellMesh::select, shape, vertices, first);
        Value b = tape.apply("index_select", FellMesh::select, shape, vertices, second);
        Value c = tape.apply("index_select", FellMesh::select, shape, vertices, third);
        Value along = tape.sub(b, a);
        Value across = tape.sub(c, a);
        Value normal = tape.apply("linalg_cross", FellMesh::cross, shape, along, across);
        Value area = tape.map("sqrt", Math::sqrt, tape.sumRows(tape.map("square", x -> x * x, normal)));
        Value error = tape.sub(area, target);
        Value loss = tape.sum(tape.map("square", x -> x * x, error));
        tape.turn();
        Value dArea = tape.map("mul", x -> 2 * x, error);
        Value share = tape.zip("div", (x, y) -> x / y, dArea, area);
        Value dNormal = tape.zipRows("mul", (x, y) -> x * y, normal, share);
        Value dAlong = tape.apply("linalg_cross", FellMesh::cross, shape, across, dNormal);
        Value dAcross = tape.apply("linalg_cross", FellMesh::cross, shape, dNormal, along);
        Value dA = tape.map("neg", x -> -x, tape.add(dAlong, dAcross));
        int count = vertices.size(0);
        Value ofFirst = tape.apply("index_add", in -> add(count, in), vertices.shape(), dA, first);
        Value ofSecond = tape.apply("index_add", in -> add(count, in), vertices.shape(), dAlong, second);
        Value ofThird = tape.apply("index_add", in -> add(count, in), vertices.shape(), dAcross, third);
        tape.gradient("loss", loss);
        tape.gradient("vertices", tape.add(tape.add(ofFirst, ofSecond), ofThird));
    }

    private static double[] select(Value... in) {
        double[] result = new double[in[1].count() * 3];
        for (int i = 0; i < result.length; i++) {
            result[i] = in[0].at((int) in[1].at(i / 3) * 3 + i % 3);
        }
        return result;
    }

    private static double[] cross(Value... in) {
        double[] result = new double[in[0].count()];
        for (int i = 0; i < result.length; i++) {
            int next = i / 3 * 3 + (i + 1) % 3;
            int last = i / 3 * 3 + (i + 2) % 3;
            result[i] = in[0].at(next) * in[1].at(last) - in[0].at(last) * in[1].at(next);
        }
        return result;
    }

    private static double[] add(int vertices, Value... in) {
        double[] sums = new double[vertices * 3];
        for (int i = 0; i < in[0].count(); i++) {
            sums[(int) in[1].at(i / 3) * 3 + i % 3] += in[0].at(i);
        }
        return sums;
    }
}
