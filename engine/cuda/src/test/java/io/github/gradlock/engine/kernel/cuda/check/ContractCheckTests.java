package io.github.gradlock.engine.kernel.cuda.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.engine.kernel.cuda.check.Violation.Rule;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractCheckTests {
    @ParameterizedTest
    @CsvSource({
        "ex2.approx.f32 %f3; %f1, APPROXIMATION",
        "div.full.f32 %f3; %f1; %f2, APPROXIMATION",
        "div.approx.f32 %f3; %f1; %f2, APPROXIMATION",
        "rsqrt.approx.f32 %f3; %f1, APPROXIMATION",
        "sqrt.approx.f32 %f3; %f1, APPROXIMATION",
        "tanh.approx.f32 %f3; %f1, APPROXIMATION",
        "add.rn.sat.f32 %f3; %f1; %f2, APPROXIMATION",
        "add.rn.ftz.f32 %f3; %f1; %f2, FLUSH_TO_ZERO",
        "setp.lt.ftz.f32 %p1; %f1; %f2, FLUSH_TO_ZERO",
        "cvt.ftz.f64.f32 %fd1; %f1, FLUSH_TO_ZERO",
        "fma.rn.f32 %f3; %f1; %f2; %f1, CONTRACTION",
        "mad.f32 %f3; %f1; %f2; %f1, CONTRACTION",
        "mul.f32 %f3; %f1; %f2, CONTRACTION",
        "add.f32 %f3; %f1; %f2, CONTRACTION",
        "sub.f64 %fd1; %fd2; %fd2, CONTRACTION",
        "atom.global.add.f32 %f3; [%rd1]; %f1, ATOMIC",
        "red.global.add.f64 [%rd1]; %fd2, ATOMIC",
        "add.rz.f32 %f3; %f1; %f2, ROUNDING",
        "div.rm.f64 %fd1; %fd2; %fd2, ROUNDING",
        "cvt.rz.f32.f64 %f3; %fd2, ROUNDING",
        "cvt.rn.f16.f32 %h1; %f1, PRECISION",
        "cvt.rna.tf32.f32 %r1; %f1, ROUNDING PRECISION",
        "mov.u64 %rd2; %clock64, MACHINE",
        "mov.u32 %r1; %smid, MACHINE",
        "neg.f32 %f3; %f4, UNINITIALISED"
    })
    void findsWhatBreaksTheContract(String instruction, String rules) {
        List<Violation> found = violations(instruction.replace("; ", ", ") + ";");
        assertEquals(
                rules,
                String.join(" ", found.stream().map(each -> each.rule().name()).toList()),
                found::toString);
        assertEquals(15, found.get(0).line(), found::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add.rn.f32 %f3, %f1, %f2;",
                "div.rn.f32 %f3, %f1, %f2;",
                "sqrt.rn.f64 %fd1, %fd2;",
                "rcp.rn.f32 %f3, %f1;",
                "max.f32 %f3, %f1, %f2;",
                "cvt.rn.f32.f64 %f3, %fd2;",
                "cvt.rzi.s32.f32 %r1, %f1;",
                "cvt.rni.f64.f64 %fd1, %fd2;",
                "atom.global.add.u32 %r1, [%rd1], 1;",
                "mad.lo.s32 %r1, 1, 2, 3;",
                "// begin inline asm\nfma.rn.f32 %f3, %f1, %f2, %f1;\n// end inline asm",
                "mov.u32 %r1, %tid.x;"
            })
    void letsPassWhatIsExact(String instruction) {
        assertEquals(List.of(), violations(instruction));
    }

    @Test
    void aRegisterIsWrittenIfItIsOnAllWays() {
        String both = """
                setp.lt.f32 %p1, %f1, %f2;
                @%p1 bra THEN;
                {}
                bra END;
                THEN:
                mov.f32 %f5, %f1;
                END:
                add.rn.f32 %f6, %f5, %f5;
                """;
        assertEquals(List.of(), violations(both.replace("{}", "mov.f32 %f5, %f2;")));
        List<Violation> found = violations(both.replace("{}", ""));
        assertEquals(
                List.of(Rule.UNINITIALISED), found.stream().map(Violation::rule).toList());
        assertEquals(
                "kernel:22: uninitialised: %f5 is read, and on some way nothing has written it: add.rn.f32 %f6, %f5, %f5",
                found.get(0).toString());
    }

    @Test
    void aLoopWritesForItsNextTurn() {
        assertEquals(List.of(), violations("""
                mov.f32 %f5, %f1;
                LOOP:
                add.rn.f32 %f5, %f5, %f2;
                setp.lt.f32 %p1, %f5, %f2;
                @%p1 bra LOOP;
                """));
    }

    private static List<Violation> violations(String body) {
        return ContractCheck.violations(PtxModule.parse("""
                .version 8.4
                .target sm_75
                .address_size 64
                .visible .entry kernel(.param .u64 kernel_param_0)
                {
                .reg .pred %p<3>;
                .reg .f32 %f<9>;
                .reg .f64 %fd<3>;
                .reg .b16 %h<2>;
                .reg .b32 %r<3>; .reg .b64 %rd<4>;
                ld.param.u64 %rd1, [kernel_param_0];
                mov.f32 %f1, 0f3F800000;
                mov.f32 %f2, 0f40000000;
                mov.f64 %fd2, 0d3FF0000000000000;
                """ + body + "\nret;\n}\n"));
    }
}
