package io.github.gradlock.site;

/**
 * What is wrong with the documentation.
 *
 * @param file path from the root of the project, with slashes
 * @param line counted from one; zero for the file as a whole
 * @param message what is wrong
 * @param hint what to do
 */
record Problem(String file, int line, String message, String hint) implements Comparable<Problem> {
    @Override
    public int compareTo(Problem other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    /** Returns the message with its place, and the hint; a name cannot steer a terminal. */
    String text() {
        String place = line == 0 ? file : file + ":" + line;
        return ("error: " + place + ": " + message + "\n\nhint: " + hint + "\n")
                .replaceAll("[\\p{Cntrl}&&[^\\n]]", "�");
    }
}
