package io.github.gradlock.engine.kernel.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.cuda.check.ContractCheck;
import io.github.gradlock.engine.kernel.cuda.check.Violation;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedPtxTests {
    static List<String> families() {
        return ShippedPtx.FAMILIES;
    }

    @ParameterizedTest
    @MethodSource("families")
    void keepsTheContract(String family) {
        PtxModule module = PtxModule.parse(ShippedPtx.text(family));
        assertEquals("sm_75", module.target());
        assertTrue(module.functions().size() >= 3);
        assertEquals(List.of(), ContractCheck.violations(module));
    }

    /** A compiler that is allowed to contract, and one that divides quickly, would write these instead: both are caught where they stand. */
    @ParameterizedTest
    @MethodSource("families")
    void isCaughtWhereItIsContractedOrApproximate(String family) {
        String text = ShippedPtx.text(family);
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
