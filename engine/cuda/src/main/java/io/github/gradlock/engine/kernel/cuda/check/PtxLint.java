package io.github.gradlock.engine.kernel.cuda.check;

import io.github.gradlock.engine.kernel.cuda.ptx.PtxException;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program that holds files of PTX against the contract of numerics, for {@code gradlock lint-ptx}. */
public final class PtxLint {
    private static final int BROKEN = 1;
    private static final int WRONG = 2;
    private static final long MOST_BYTES = 64L << 20;

    private final PrintStream out;
    private int places;
    private int functions;

    private PtxLint(PrintStream out) {
        this.out = out;
    }

    /**
     * Checks files, and of folders those whose names end in {@code .ptx}; ends with 0 if they keep the contract, with 1 if one does not, and with 2 if one cannot
     * be read.
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        PtxLint lint = new PtxLint(out);
        String at = "";
        try {
            List<Path> files = new ArrayList<>();
            for (String argument : arguments) {
                at = argument;
                files.addAll(files(Path.of(argument)));
            }
            for (Path file : files) {
                at = file.toString();
                lint.check(file);
            }
            out.println(lint.summary(files.size()));
            return lint.places == 0 ? 0 : BROKEN;
        } catch (PtxException problem) {
            return fail(err, at + ": " + problem.getMessage(), "is it PTX, as nvcc -ptx or NVRTC writes it?");
        } catch (IOException problem) {
            return fail(err, at + ": " + problem.getMessage(), "give files of PTX, or folders with some");
        }
    }

    private static int fail(PrintStream err, String message, String hint) {
        err.println("error: " + message + "\n\nhint: " + hint);
        return WRONG;
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> found = all.filter(file -> file.toString().endsWith(".ptx"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IOException("no file whose name ends in .ptx is in this folder");
            }
            return found;
        }
    }

    private void check(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("has more than " + MOST_BYTES + " bytes");
        }
        PtxModule module = PtxModule.parse(Files.readString(file));
        functions += module.functions().size();
        for (Violation violation : ContractCheck.violations(module)) {
            places++;
            out.println(file + ":" + violation.line() + ": " + violation.rule() + " in " + violation.function() + ": "
                    + violation.reason() + ": " + violation.instruction());
        }
    }

    private String summary(int files) {
        String looked = count(functions, "function") + " in " + count(files, "file");
        return places == 0
                ? looked + " keep the contract"
                : (places == 1 ? "1 place breaks" : places + " places break") + " the contract, in " + looked;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
