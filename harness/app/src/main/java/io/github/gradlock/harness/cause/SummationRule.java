package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.harness.cause.SummationOrder.Family;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** In which order each side adds: sums the captured terms anew in every order that programs use. */
final class SummationRule implements OutputRule {
    private static final Map<Family, List<Cause>> CAUSES = Map.of(
            Family.LANES, List.of(Cause.VECTOR_WIDTH, Cause.THREADS),
            Family.PARTS, List.of(Cause.THREADS, Cause.AUTO_TUNING, Cause.BATCH_SIZE),
            Family.BLOCKS, List.of(Cause.AUTO_TUNING, Cause.BATCH_SIZE, Cause.THREADS),
            Family.REORDERED, List.of(Cause.HASH_ORDER, Cause.DATA_ORDER),
            Family.ROTATED, List.of(Cause.AUTO_TUNING, Cause.HASH_ORDER),
            Family.ALGORITHM, List.of(Cause.AUTO_TUNING, Cause.VECTOR_WIDTH),
            Family.WIDER, List.of(Cause.REDUCED_PRECISION, Cause.AUTO_TUNING));

    /** Fewer matches by chance than this are none. */
    private static final double SURELY = 0.01;

    /** Whether products are rounded in one order is no choice among many orders: so many sums tell it. */
    private static final int FEW = 3;

    /** Where more are to be expected, a match says nothing. */
    private static final double PERHAPS = 0.5;

    /** An order that gives a side's bits. */
    private record Match(SummationOrder order, boolean fused) {
        String text() {
            return order.text() + (fused ? ", with fused multiply-adds" : "");
        }
    }

    @Override
    public void examine(Facts facts, DifferingOutput output, Collector found) {
        output.reduction().ifPresent(reduction -> examine(facts, output, reduction, found));
    }

    private static void examine(Facts facts, DifferingOutput output, Reduction reduction, Collector found) {
        Operation operation = output.operation();
        Values left = output.left();
        Values right = output.right();
        double error = Math.max(reduction.error(left), reduction.error(right));
        if (error > reduction.worst()) {
            return;
        }
        String what = "%s: both sides are sums of the same terms, within %d roundings of the exact one"
                .formatted(operation.place(), (long) Math.ceil(error));
        List.of(Cause.VECTOR_WIDTH, Cause.THREADS, Cause.BATCH_SIZE, Cause.AUTO_TUNING)
                .forEach(cause -> found.add(cause, Weight.FITS, what));
        if (facts.varies()) {
            found.add(Cause.HASH_ORDER, Weight.FITS, what);
            found.add(Cause.RACE, Weight.FITS, what);
        }
        if (isShort(reduction, output.left()) != isShort(reduction, output.right())) {
            found.add(
                    Cause.REDUCED_PRECISION,
                    Weight.POINTS_TO,
                    operation.place()
                            + ": one side is off by more than sums of binary32 are, rounded to its short type");
        }
        double chance = reduction.byChance(SummationOrder.ALL);
        List<Match> ofLeft = matches(reduction, left, chance);
        List<Match> ofRight = matches(reduction, right, chance);
        if (!ofLeft.isEmpty() && !ofRight.isEmpty()) {
            if (facts.varies() && chance <= SURELY) {
                chosen(facts, operation, ofLeft, ofRight, found);
            } else if (!facts.varies()) {
                compare(operation, reduction, chance <= SURELY, ofLeft, ofRight, found);
            }
        } else if (chance <= PERHAPS) {
            arbitrary(operation, ofLeft, ofRight, found);
        }
    }

    /** Short types are added up in binary32; what is further off than that and one rounding had shorter partial sums. */
    private static boolean isShort(Reduction sums, Values side) {
        Arithmetic wide = side.arithmetic().accumulator();
        int off = 0;
        for (int i = 0; wide == Arithmetic.BINARY32 && i < sums.differing(); i++) {
            Terms terms = sums.terms().get(i);
            double exact = sums.finish().exact(terms);
            double room = 0.5 * side.arithmetic().unitInTheLastPlace(exact)
                    + terms.count() * wide.unitRoundoff() * sums.finish().scale(terms);
            off += Math.abs(side.numbers()[sums.places().get(i)] - exact) > room ? 1 : 0;
        }
        return off >= FEW;
    }

    /** Both orders are such as programs are written in: something chooses between them. */
    private static void chosen(Facts facts, Operation operation, List<Match> left, List<Match> right, Collector found) {
        String what = "%s computed anew: once it adds %s, once %s"
                .formatted(operation.place(), left.get(0).text(), right.get(0).text());
        // Factors of products do not stand in tables.
        if (facts.variesByProcess()
                && !OperationKind.PRODUCT.has(operation.op())
                && Stream.of(left, right).allMatch(SummationRule::isOfTable)) {
            found.add(Cause.HASH_ORDER, Weight.POINTS_TO, what + ", as tables are walked that begin anywhere");
        } else {
            found.add(Cause.AUTO_TUNING, Weight.POINTS_TO, what + ", as algorithms do between which something chooses");
        }
    }

    /** The JDK's unmodifiable sets are walked from a place on, in a direction, both of which a process draws. */
    private static boolean isOfTable(List<Match> side) {
        return side.stream()
                .anyMatch(match -> match.order().family() == Family.ROTATED
                        || match.order().family() == Family.LOOP
                        || match.order().family() == Family.REORDERED);
    }

    /** A side adds in no order that a program is written in: a table's, or that in which threads come. */
    private static void arbitrary(Operation operation, List<Match> left, List<Match> right, Collector found) {
        String other = "an order that is none of %d".formatted(SummationOrder.ALL.size());
        String what = left.isEmpty() && right.isEmpty()
                ? "%s: both sides add in %s".formatted(operation.place(), other)
                : "%s: one side adds %s, the other in %s"
                        .formatted(
                                operation.place(),
                                (left.isEmpty() ? right : left).get(0).text(),
                                other);
        // Loops over channels and windows may be nested in orders that are not tried.
        if (!OperationKind.CONVOLUTION.has(operation.op())) {
            found.add(Cause.HASH_ORDER, Weight.FITS, what);
        }
    }

    private static List<Match> matches(Reduction reduction, Values output, double chance) {
        List<Match> matches = new ArrayList<>();
        boolean products = reduction.terms().get(0).b() != null;
        for (SummationOrder order : SummationOrder.ALL) {
            for (boolean fused : products ? new boolean[] {false, true} : new boolean[] {false}) {
                boolean tried = chance <= PERHAPS || order.family() == Family.LOOP;
                if (tried && reduction.gives(order, fused, output)) {
                    matches.add(new Match(order, fused));
                }
            }
        }
        return matches;
    }

    private static void compare(
            Operation operation,
            Reduction reduction,
            boolean surely,
            List<Match> left,
            List<Match> right,
            Collector found) {
        for (Match one : left) {
            for (Match other : right) {
                if (one.order() == other.order()
                        && !left.contains(new Match(one.order(), other.fused()))
                        && !right.contains(new Match(one.order(), one.fused()))) {
                    found.add(
                            Cause.FMA,
                            surely || reduction.differing() >= FEW ? Weight.CONFIRMS : Weight.POINTS_TO,
                            "%s computed anew: one side adds products %s, the other adds them %s"
                                    .formatted(operation.place(), one.text(), other.text()));
                    return;
                }
            }
        }
        String what = "%s computed anew: one side adds %s, the other %s"
                .formatted(operation.place(), left.get(0).text(), right.get(0).text());
        Set<Family> families = EnumSet.noneOf(Family.class);
        Stream.of(left, right)
                // Of few terms many orders give the same: then the plain one is it.
                .filter(side -> side.stream().noneMatch(match -> match.order().family() == Family.LOOP))
                .forEach(
                        side -> side.forEach(match -> families.add(match.order().family())));
        families.forEach(family -> {
            List<Cause> causes = CAUSES.getOrDefault(family, List.of());
            if (!causes.isEmpty()) {
                found.add(causes.get(0), surely || families.size() == 1 ? Weight.POINTS_TO : Weight.FITS, what);
                causes.subList(1, causes.size()).forEach(cause -> found.add(cause, Weight.FITS, what));
            }
        });
    }
}
