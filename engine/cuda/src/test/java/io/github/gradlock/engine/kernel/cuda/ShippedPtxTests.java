package io.github.gradlock.engine.kernel.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.cuda.check.ContractCheck;
import io.github.gradlock.engine.kernel.cuda.check.Violation;
import io.github.gradlock.engine.kernel.cuda.gpu.Sources;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedPtxTests {
    static List<String> families() {
        return Sources.FAMILIES;
    }

    /** The compiler is not there where the tests run: who changes a kernel compiles it, by ci/compile-ptx. */
    @Test
    void isWhatTheCompilerMadeOfTheSources() throws IOException, NoSuchAlgorithmException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        Path folder = Path.of("src/main/resources/io/github/gradlock/engine/kernel/cuda");
        for (String suffix : List.of(".cu", ".cuh")) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(file -> file.toString().endsWith(suffix))
                        .sorted()
                        .toList()) {
                    hash.update((file.getFileName() + "\n" + Files.readString(file)).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        assertEquals(
                Files.readString(folder.resolve("ptx/sources.sha256")).strip(),
                HexFormat.of().formatHex(hash.digest()),
                "the PTX is of other sources: ci/compile-ptx FOLDER makes it anew");
    }

    @ParameterizedTest
    @MethodSource("families")
    void keepsTheContract(String family) {
        PtxModule module = PtxModule.parse(Sources.ptx(family));
        assertEquals("sm_75", module.target());
        assertTrue(module.functions().size() >= 3);
        assertEquals(List.of(), ContractCheck.violations(module));
    }

    /** A compiler that is allowed to contract, and one that divides quickly, would write these instead: both are caught where they stand. */
    @ParameterizedTest
    @MethodSource("families")
    void isCaughtWhereItIsContractedOrApproximate(String family) {
        String text = Sources.ptx(family);
        long fused = PtxModule.parse(text).functions().stream()
                .flatMap(function -> function.instructions().stream())
                .filter(instruction -> instruction.name().startsWith("fma.rn.f"))
                .filter(Instruction::inline)
                .count();
        List<Violation> contracted = ContractCheck.violations(PtxModule.parse(text.replace("// begin inline asm", "")));
        assertEquals(fused, contracted.size(), contracted::toString);
        assertTrue(
                contracted.stream().allMatch(each -> each.rule() == Violation.Rule.CONTRACTION), contracted::toString);
        long divisions = text.lines().filter(line -> line.contains("div.rn.f")).count();
        assertEquals(
                divisions,
                ContractCheck.violations(PtxModule.parse(text.replace("div.rn.f", "div.approx.f")))
                        .size());
    }
}
