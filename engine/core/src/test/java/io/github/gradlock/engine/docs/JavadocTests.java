package io.github.gradlock.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Everything public or protected has a doc comment, in all modules; overriding methods inherit theirs. */
class JavadocTests {
    private static final Path ROOT = Path.of("..", "..");

    @Test
    void everythingPublicIsExplained() throws Exception {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(ROOT)) {
            sources = files.filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        assertTrue(sources.size() > 400, () -> "only " + sources.size() + " sources were found");
        List<String> bare = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Finder(docs, bare).scan(unit, null);
            }
        }
        assertEquals(List.of(), bare);
    }

    /** Walks the declarations that are seen from outside, and no further. */
    private static final class Finder extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees docs;
        private final List<String> bare;

        Finder(DocTrees docs, List<String> bare) {
            this.docs = docs;
            this.bare = bare;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
            return check(type.getModifiers(), type.getSimpleName().toString()) ? super.visitClass(type, null) : null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
            check(method.getModifiers(), method.getName() + "(…)");
            return null;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
            check(variable.getModifiers(), variable.getName().toString());
            return null;
        }

        /** Returns whether it is seen from outside. */
        private boolean check(ModifiersTree modifiers, String name) {
            TreePath outer = getCurrentPath().getParentPath();
            boolean ofInterface = outer.getLeaf().getKind() == Tree.Kind.INTERFACE
                    || outer.getLeaf().getKind() == Tree.Kind.ANNOTATION_TYPE;
            boolean seen = modifiers.getFlags().contains(Modifier.PUBLIC)
                    || modifiers.getFlags().contains(Modifier.PROTECTED)
                    || ofInterface && !modifiers.getFlags().contains(Modifier.PRIVATE);
            boolean inherits = modifiers.getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            if (seen && !inherits && docs.getDocComment(getCurrentPath()) == null) {
                long at = docs.getSourcePositions()
                        .getStartPosition(
                                getCurrentPath().getCompilationUnit(),
                                getCurrentPath().getLeaf());
                bare.add(ROOT.relativize(Path.of(getCurrentPath()
                                .getCompilationUnit()
                                .getSourceFile()
                                .getName())) + ":"
                        + getCurrentPath().getCompilationUnit().getLineMap().getLineNumber(at) + " " + name);
            }
            return seen;
        }
    }
}
