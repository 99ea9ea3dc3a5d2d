package io.github.gradlock.harness.docs;

import java.util.ArrayList;
import java.util.List;

/** Takes a line of a shell apart into commands and their words, as far as documentation needs it: quotes, comments, pipes and lists. */
public final class ShellWords {
    private final String line;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int end;

    private ShellWords(String line) {
        this.line = line;
    }

    /** Returns the words of each command, without quotes and comments. */
    public static List<List<String>> commands(String line) {
        ShellWords shell = new ShellWords(line.replace("\\\n", " "));
        shell.read();
        return shell.commands;
    }

    /** Returns the line without the comment at its end. */
    public static String withoutComment(String line) {
        ShellWords shell = new ShellWords(line);
        shell.read();
        return line.substring(0, shell.end).stripTrailing();
    }

    private void read() {
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '\'' || c == '"') {
                int close = line.indexOf(c, at + 1);
                if (close < 0) {
                    throw new IllegalArgumentException("a quote that does not end: " + line);
                }
                word.append(line, at + 1, close);
                inWord = true;
                at = close + 1;
            } else if (c == '#' && !inWord) {
                break;
            } else if (c == '\\' && at + 1 < line.length()) {
                word.append(line.charAt(at + 1));
                inWord = true;
                at += 2;
            } else {
                plain(c);
                at++;
            }
        }
        end = at;
        endCommand();
    }

    private void plain(char c) {
        if (c == '|' || c == ';' || c == '&' || c == '\n') {
            endCommand();
        } else if (Character.isWhitespace(c)) {
            endWord();
        } else {
            word.append(c);
            inWord = true;
        }
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(words);
        }
        words = new ArrayList<>();
    }
}
