package io.github.gradlock.engine.autograd;

/**
 * Puts a place in words for people: JShell wraps each snippet into a class of its own, whose name and lines nobody has seen. How many
 * lines it puts in front depends on the imports that the snippet uses, so no line is told.
 */
final class ShellFrames {
    private static final String WRAPPER = "REPL.$JShell$";

    /** The method that runs a snippet which declares nothing. */
    private static final String RUN = "do_it$";

    private ShellFrames() {}

    /** Returns the first frame; with what it is in the shell in front of it, if it is a snippet's. */
    static String place(StackTraceElement... frames) {
        StackTraceElement frame = frames[0];
        if (!frame.getClassName().startsWith(WRAPPER)) {
            return frame.toString();
        }
        String declared = declared(frame);
        String snippet = declared.isEmpty() ? "a snippet of the shell" : "the snippet that declares " + declared;
        return snippet + " (" + frame + ")";
    }

    /** Returns the method, with its class if that was declared too; nothing for statements. */
    private static String declared(StackTraceElement frame) {
        String name = frame.getClassName().substring(WRAPPER.length());
        int inner = name.indexOf('$');
        String method = frame.getMethodName().replaceFirst("^lambda\\$(.+)\\$[0-9]+$", "$1");
        if (inner >= 0) {
            return name.substring(inner + 1).replace('$', '.') + "." + method;
        }
        return method.equals(RUN) ? "" : method;
    }
}
