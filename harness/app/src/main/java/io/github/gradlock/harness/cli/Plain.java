package io.github.gradlock.harness.cli;

/** Text without what a terminal takes for an instruction: names come from files that others wrote. */
final class Plain {
    private Plain() {}

    static String text(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .forEach(c -> plain.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c));
        return plain.toString();
    }
}
