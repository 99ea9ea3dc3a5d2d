package io.github.gradlock.harness.spec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version in conda's order: {@code [epoch!]part.part[+local]}, parts split where digits and letters meet.
 *
 * <p>Letters sort before numbers, {@code dev} before every other word, {@code post} after everything; missing parts are 0.
 */
final class CondaVersion implements Comparable<CondaVersion> {
    private static final Pattern RUN = Pattern.compile("[0-9]+|[^0-9]+");
    private static final Atom ZERO = new Atom(1, BigInteger.ZERO, "");

    private final List<List<Atom>> version;
    private final List<List<Atom>> local;

    private CondaVersion(List<List<Atom>> version, List<List<Atom>> local) {
        this.version = version;
        this.local = local;
    }

    /** One run of digits or letters; kind 0 is a word, 1 a number, 2 {@code post}. */
    private record Atom(int kind, BigInteger number, String word) implements Comparable<Atom> {
        static Atom of(String run) {
            if (Character.isDigit(run.charAt(0))) {
                return new Atom(1, new BigInteger(run), "");
            }
            if (run.equals("post")) {
                return new Atom(2, BigInteger.ZERO, "");
            }
            return new Atom(0, BigInteger.ZERO, run.equals("dev") ? "DEV" : run);
        }

        @Override
        public int compareTo(Atom other) {
            int byKind = Integer.compare(kind, other.kind);
            int byNumber = byKind != 0 ? byKind : number.compareTo(other.number);
            return byNumber != 0 ? byNumber : word.compareTo(other.word);
        }
    }

    /** Reads a version; every text without white space is one. */
    static CondaVersion of(String text) {
        String rest = text.toLowerCase(Locale.ROOT);
        int epochEnd = rest.indexOf('!');
        String epoch = epochEnd < 0 ? "0" : rest.substring(0, epochEnd);
        rest = rest.substring(epochEnd + 1);
        int localStart = rest.indexOf('+');
        List<List<Atom>> version = new ArrayList<>();
        version.add(atoms(epoch));
        version.addAll(parts(localStart < 0 ? rest : rest.substring(0, localStart)));
        return new CondaVersion(version, localStart < 0 ? List.of() : parts(rest.substring(localStart + 1)));
    }

    private static List<List<Atom>> parts(String text) {
        // A trailing underscore belongs to the last part (openssl's 1.1_), all others separate.
        String body = text.endsWith("_") ? text.substring(0, text.length() - 1) : text;
        String[] words = body.split("[._-]", -1);
        if (text.endsWith("_")) {
            words[words.length - 1] += "_";
        }
        List<List<Atom>> parts = new ArrayList<>();
        for (String word : words) {
            parts.add(atoms(word));
        }
        return parts;
    }

    private static List<Atom> atoms(String word) {
        List<Atom> atoms = new ArrayList<>();
        if (word.isEmpty() || !Character.isDigit(word.charAt(0))) {
            atoms.add(ZERO);
        }
        Matcher runs = RUN.matcher(word);
        while (runs.find()) {
            atoms.add(Atom.of(runs.group()));
        }
        return atoms;
    }

    /** Returns whether this version begins with all parts of the other, the last part's last word as a prefix. */
    boolean startsWith(CondaVersion prefix) {
        if (!prefix.local.isEmpty()) {
            return compare(version, prefix.version) == 0 && startsWith(local, prefix.local);
        }
        return startsWith(version, prefix.version);
    }

    private static boolean startsWith(List<List<Atom>> whole, List<List<Atom>> prefix) {
        int last = prefix.size() - 1;
        if (compare(whole.subList(0, Math.min(last, whole.size())), prefix.subList(0, last)) != 0) {
            return false;
        }
        List<Atom> wholeAtoms = last < whole.size() ? whole.get(last) : List.of();
        List<Atom> prefixAtoms = prefix.get(last);
        int lastAtom = prefixAtoms.size() - 1;
        for (int index = 0; index < lastAtom; index++) {
            if (atom(wholeAtoms, index).compareTo(prefixAtoms.get(index)) != 0) {
                return false;
            }
        }
        Atom at = atom(wholeAtoms, lastAtom);
        Atom wanted = prefixAtoms.get(lastAtom);
        return wanted.kind() == 0 ? at.kind() == 0 && at.word().startsWith(wanted.word()) : at.compareTo(wanted) == 0;
    }

    @Override
    public int compareTo(CondaVersion other) {
        int byVersion = compare(version, other.version);
        return byVersion != 0 ? byVersion : compare(local, other.local);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CondaVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        // Equal versions may differ in trailing zeros, so only the epoch and the first part can count.
        return version.get(0).hashCode() * 31 + version.get(1).get(0).hashCode();
    }

    private static int compare(List<List<Atom>> a, List<List<Atom>> b) {
        for (int part = 0; part < Math.max(a.size(), b.size()); part++) {
            List<Atom> left = part < a.size() ? a.get(part) : List.of();
            List<Atom> right = part < b.size() ? b.get(part) : List.of();
            for (int index = 0; index < Math.max(left.size(), right.size()); index++) {
                int order = atom(left, index).compareTo(atom(right, index));
                if (order != 0) {
                    return order;
                }
            }
        }
        return 0;
    }

    private static Atom atom(List<Atom> atoms, int index) {
        return index < atoms.size() ? atoms.get(index) : ZERO;
    }
}
