package io.github.gradlock.harness.cause;

/** What is done with a sum to make an element of an output of it. */
enum Finish {
    /** Nothing. */
    SUM,
    /** It is divided by the number of its terms. */
    MEAN {
        @Override
        double apply(double sum, int terms) {
            return sum / terms;
        }

        @Override
        double scale(Terms terms) {
            return terms.scale() / terms.count();
        }

        @Override
        boolean gives(Terms terms, double sum, double value) {
            return same(terms.round(sum / terms.count()), value)
                    || same(terms.round(sum * terms.round(1.0 / terms.count())), value);
        }
    },
    /** Its square root is taken. */
    ROOT {
        @Override
        double apply(double sum, int terms) {
            return Math.sqrt(sum);
        }

        @Override
        double scale(Terms terms) {
            double root = Math.sqrt(terms.exact());
            return root == 0 ? 0 : terms.scale() / (2 * root) + root;
        }

        @Override
        boolean gives(Terms terms, double sum, double value) {
            return same(terms.round(Math.sqrt(sum)), value);
        }
    };

    /** Returns the element, not rounded. */
    double apply(double sum, int terms) {
        return sum;
    }

    /** Returns the element as if in twice the precision. */
    double exact(Terms terms) {
        return apply(terms.exact(), terms.count());
    }

    /** Returns what roundings of an element are relative to. */
    double scale(Terms terms) {
        return terms.scale();
    }

    /** Returns whether a sum, as it was rounded, gives a value, bit for bit. */
    boolean gives(Terms terms, double sum, double value) {
        return same(sum, value);
    }

    private static boolean same(double a, double b) {
        // A sum of zeros may be of either sign, by how it was begun.
        return a == 0 && b == 0 || Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }
}
