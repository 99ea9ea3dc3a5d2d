package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.docs.CodeBlock;
import io.github.gradlock.harness.docs.DocumentedPage;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java in the documentation: whole files, and members of a test class. */
final class DocumentedJava {
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

    /** What a snippet that is no file may use without saying so. */
    private static final String IMPORTS = """
            import io.github.gradlock.recorder.*;
            import java.util.*;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.api.extension.*;
            import org.junit.jupiter.params.*;
            import org.junit.jupiter.params.provider.*;
            """;

    private DocumentedJava() {}

    /** Returns whether the block is a file by itself. */
    static boolean isFile(CodeBlock block) {
        return block.language().equals("java")
                && CLASS.matcher(block.text()).find()
                && block.text().startsWith("import ");
    }

    /** Returns the name of the file that a block is. */
    static String fileName(CodeBlock block) {
        Matcher matcher = CLASS.matcher(block.text());
        return matcher.find() ? matcher.group(1) + ".java" : "Snippet.java";
    }

    /** Returns what the compiler says of a block, which should be nothing. */
    static String compile(CodeBlock block, Path folder) throws IOException {
        String text = isFile(block)
                ? block.text()
                : IMPORTS + "class Snippet {\n" + block.marks().compiledWith() + "\n" + block.text() + "}\n";
        Path place = Files.createDirectories(folder.resolve("line" + block.line()));
        Path file = Files.writeString(place.resolve(fileName(block)), text);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        String path = jars();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-nowarn", "-cp", path, "-d", place.toString());
            compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
        }
        return errors.toString();
    }

    /** What a user compiles against. */
    private static String jars() throws IOException {
        try (Stream<Path> files = Files.list(DocumentedPage.HOME.resolve("harness/probe/target/lib"))) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }
}
