package io.github.gradlock.engine.kernel.cuda.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.cuda.device.Grid;
import io.github.gradlock.engine.kernel.cuda.device.KernelArguments;
import io.github.gradlock.engine.kernel.cuda.device.OutOfDeviceMemoryException;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that a person can follow, and what they must come to. */
class EmulatorTests {
    private static final int THREADS = 96;

    private final DeviceMemory memory = new DeviceMemory(1 << 20);

    @ParameterizedTest
    @CsvSource({
        "add.s32 %r3; %r1; %r2, -1",
        "sub.s32 %r3; %r2; %r1, 5",
        "mul.lo.s32 %r3; %r1; %r2, -6",
        "mul.hi.s32 %r3; %r1; %r2, -1",
        "mul.hi.u32 %r3; %r1; %r2, 1",
        "div.s32 %r3; %r1; %r2, -1",
        "rem.s32 %r3; %r1; %r2, -1",
        "div.u32 %r3; %r1; %r2, 2147483646",
        "min.s32 %r3; %r1; %r2, -3",
        "min.u32 %r3; %r1; %r2, 2",
        "and.b32 %r3; %r1; 0xff, 253",
        "shl.b32 %r3; %r1; 31, -2147483648",
        "shl.b32 %r3; %r1; 32, 0",
        "shr.s32 %r3; %r1; 40, -1",
        "shr.u32 %r3; %r1; 30, 3",
        "not.b32 %r3; %r2, -3",
        "neg.s32 %r3; %r1, 3",
        "popc.b32 %r3; %r1, 31",
        "clz.b32 %r3; %r2, 30",
        "brev.b32 %r3; %r2, 1073741824",
        "bfe.u32 %r3; %r1; 4; 8, 255",
        "bfe.s32 %r3; %r2; 1; 1, -1",
        "bfi.b32 %r3; %r2; %r1; 4; 4, -211",
        "mad.lo.s32 %r3; %r1; %r2; 10, 4",
        "prmt.b32 %r3; %r1; %r2; 0x4140, 50266877",
        "shf.l.wrap.b32 %r3; %r1; %r2; 8, 767",
        "lop3.b32 %r3; %r1; %r2; 5; 0x96, -6",
        "cvt.s32.s8 %r3; %r1, -3",
        "cvt.u32.u8 %r3; %r1, 253",
        "selp.b32 %r3; 1; 2; %p1, 1",
        "add.f32 %r3; 0f3F800000; 0f3F800000, 1073741824"
    })
    void computes(String instruction, int expected) {
        String text = instruction.replace("; ", ", ");
        assertEquals(
                expected,
                run("""
                .reg .f32 %f<4>;
                .reg .pred %p<3>;
                mov.u32 %r1, -3;
                mov.u32 %r2, 2;
                setp.lt.s32 %p1, %r1, %r2;
                """ + text + ";\n st.global.u32 [%rd1], %r3;\n", 1).getInt(0));
    }

    static Stream<Arguments> inBinary32() {
        float x = 0.375f;
        float y = 1.2564878f;
        return Stream.of(
                Arguments.of("fma.rn.f32 %f3, %f1, %f2, %f1", Math.fma(x, y, x)),
                Arguments.of("add.rn.f32 %f3, %f1, %f2", x + y),
                Arguments.of("mul.rn.f32 %f3, %f2, %f2", y * y),
                Arguments.of("div.rn.f32 %f3, %f1, %f2", x / y),
                Arguments.of("sqrt.rn.f32 %f3, %f2", (float) Math.sqrt(y)),
                Arguments.of("rcp.rn.f32 %f3, %f2", 1 / y),
                Arguments.of("max.f32 %f3, %f1, 0f7fc00000", x),
                Arguments.of("max.NaN.f32 %f3, %f1, 0f7fc00000", Float.NaN),
                Arguments.of("min.f32 %f3, 0f80000000, 0f00000000", -0f),
                Arguments.of("max.f32 %f3, 0f80000000, 0f00000000", 0f),
                Arguments.of("neg.f32 %f3, %f1", -x),
                Arguments.of("abs.f32 %f3, 0f80000000", 0f),
                Arguments.of("cvt.rni.f32.f32 %f3, %f2", 1f),
                Arguments.of("cvt.rpi.f32.f32 %f3, %f2", 2f),
                Arguments.of("cvt.rn.f32.s64 %f3, 16777217", 16777216f),
                Arguments.of("cvt.rn.f32.u64 %f3, -1", 0x1p64f),
                Arguments.of("cvt.rn.f32.f64 %f3, 0d3FD5555555555555", 1 / 3f),
                Arguments.of("copysign.f32 %f3, 0f80000000, %f2", -y));
    }

    @ParameterizedTest
    @MethodSource("inBinary32")
    void computesInBinary32(String instruction, float expected) {
        int bits =
                run("""
                .reg .f32 %f<4>;
                mov.f32 %f1, 0f3EC00000;
                mov.f32 %f2, 0f3FA0D498;
                """ + instruction + ";\n st.global.f32 [%rd1], %f3;\n", 1).getInt(0);
        assertEquals(
                Integer.toHexString(Float.floatToIntBits(expected)),
                Integer.toHexString(Float.floatToIntBits(Float.intBitsToFloat(bits))));
    }

    @ParameterizedTest
    @CsvSource({
        "cvt.rzi.s32.f32, 0f7fc00000, 0",
        "cvt.rzi.s32.f32, 0f4f800000, 2147483647",
        "cvt.rzi.u32.f32, 0fbf800000, 0",
        "cvt.rzi.s32.f32, 0fbfc00000, -1",
        "cvt.rni.s32.f32, 0fbfc00000, -2",
        "cvt.rmi.s32.f32, 0fbfc00000, -2"
    })
    void convertsToIntegers(String instruction, String from, int expected) {
        assertEquals(
                expected,
                run(instruction + " %r3, " + from + ";\n st.global.u32 [%rd1], %r3;\n", 1)
                        .getInt(0));
    }

    @Test
    void lanesThatWentApartMeetAgain() {
        ByteBuffer results = run("""
                .reg .pred %p<4>;
                mov.u32 %r1, %tid.x;
                and.b32 %r2, %r1, 1;
                setp.eq.s32 %p1, %r2, 0;
                mov.u32 %r3, 0;
                @%p1 bra EVEN;
                mov.u32 %r3, 100;
                bra MET;
                EVEN:
                add.s32 %r3, %r1, 1;
                MET:
                mov.u32 %r4, 0;
                LOOP:
                add.s32 %r3, %r3, 1;
                add.s32 %r4, %r4, 1;
                setp.lt.u32 %p2, %r4, %r1;
                @%p2 bra LOOP;
                activemask.b32 %r5;
                mul.wide.u32 %rd2, %r1, 4;
                add.s64 %rd3, %rd1, %rd2;
                st.global.u32 [%rd3], %r3;
                """, THREADS);
        for (int i = 0; i < THREADS; i++) {
            assertEquals((i % 2 == 0 ? i + 1 : 100) + Math.max(i, 1), results.getInt(4 * i), "thread " + i);
        }
    }

    @Test
    void sharedMemoryAndBarriersReverseABlock() {
        ByteBuffer results =
                run(OF_OTHERS.formatted("bar.sync 0;", "mov.u32 %r5, 95;\nsub.s32 %r6, %r5, %r1;"), THREADS);
        for (int i = 0; i < THREADS; i++) {
            assertEquals(THREADS - 1 - i, results.getInt(4 * i));
        }
    }

    @Test
    void aMissingBarrierIsARaceThoughItHappensToWork() {
        String ofTheHalf = "shr.u32 %r6, %r1, 1;";
        assertFault(
                "a race: thread 1 reads byte 0 of shared memory, which thread 0 wrote since the last barrier",
                OF_OTHERS.formatted("", ofTheHalf));
        assertFault("a race: thread 32 reads byte 64", OF_OTHERS.formatted("bar.warp.sync -1;", ofTheHalf));
        run(OF_OTHERS.formatted("bar.warp.sync -1;", "xor.b32 %r6, %r1, 1;"), THREADS);
    }

    /** Each thread writes its number to shared memory and reads that of another thread. */
    private static final String OF_OTHERS = """
            .shared .align 4 .b8 all[384];
            mov.u32 %%r1, %%tid.x;
            mov.u32 %%r2, all;
            shl.b32 %%r3, %%r1, 2;
            add.s32 %%r4, %%r2, %%r3;
            st.shared.u32 [%%r4], %%r1;
            %s
            %s
            shl.b32 %%r7, %%r6, 2;
            add.s32 %%r7, %%r2, %%r7;
            ld.shared.u32 %%r8, [%%r7];
            cvt.u64.u32 %%rd2, %%r3;
            add.s64 %%rd3, %%rd1, %%rd2;
            st.global.u32 [%%rd3], %%r8;
            """;

    @Test
    void shufflesAddUpAWarp() {
        ByteBuffer results = run("""
                .reg .pred %p<4>;
                mov.u32 %r1, %tid.x;
                mov.u32 %r2, %r1;
                mov.u32 %r3, 16;
                LOOP:
                shfl.sync.down.b32 %r4|%p2, %r2, %r3, 31, -1;
                @%p2 add.s32 %r2, %r2, %r4;
                shr.u32 %r3, %r3, 1;
                setp.ne.s32 %p1, %r3, 0;
                @%p1 bra LOOP;
                shl.b32 %r5, %r1, 2;
                cvt.u64.u32 %rd2, %r5;
                add.s64 %rd3, %rd1, %rd2;
                st.global.u32 [%rd3], %r2;
                """, THREADS);
        for (int warp = 0; warp < THREADS / 32; warp++) {
            assertEquals((warp * 32 + warp * 32 + 31) * 16, results.getInt(4 * 32 * warp));
        }
    }

    @Test
    void atomicAdditionsOfFloatingNumbersDependOnTheOrder() {
        Set<Integer> sums = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            sums.add(run("""
                    .reg .f32 %f<4>;
                    .reg .pred %p<2>;
                    mov.u32 %r1, %tid.x;
                    cvt.rn.f32.u32 %f1, %r1;
                    add.rn.f32 %f2, %f1, 0f3DCCCCCD;
                    rcp.rn.f32 %f2, %f2;
                    red.global.add.f32 [%rd1], %f2;
                    """, THREADS, new Random(seed)).getInt(0));
        }
        assertNotEquals(1, sums.size());
    }

    @Test
    void whatIsWrongHasItsPlace() {
        assertFault(
                "(block (0,0,0), thread (0,0,0), line 14 (st.global.u32 [%rd1+384], %r1): writes 4 bytes at 384 of results, which has 384",
                "mov.u32 %r1, 1;\n st.global.u32 [%rd1+384], %r1;\n");
        assertFault("reads the register %r1, which it has not written", "st.global.u32 [%rd1], %r1;\n");
        assertFault("which nobody has written", """
                .shared .align 4 .b8 all[8];
                ld.shared.u32 %r1, [all+4];
                """);
        assertFault("which has 8", """
                .shared .align 4 .b8 all[8];
                ld.shared.u32 %r1, [all+8];
                """);
        assertFault("is not a multiple of 4", "mov.u32 %r1, 1;\n st.global.u32 [%rd1+2], %r1;\n");
        assertFault("where no memory is", "mov.u32 %r1, 1;\n mov.u64 %rd2, 64;\n st.global.u32 [%rd2], %r1;\n");
        assertFault("and others have ended without it", """
                .reg .pred %p<2>;
                mov.u32 %r1, %tid.x;
                setp.lt.u32 %p1, %r1, 32;
                @%p1 bra END;
                bar.sync 0;
                END:
                ret;
                """);
        assertFault("does not come to a barrier that others of its warp are at", """
                .reg .pred %p<2>;
                mov.u32 %r1, %tid.x;
                setp.lt.u32 %p1, %r1, 5;
                @%p1 bar.sync 0;
                """);
        assertFault("which takes no part or has not written it", """
                .reg .pred %p<2>;
                mov.u32 %r1, %tid.x;
                setp.lt.u32 %p1, %r1, 5;
                @!%p1 bra END;
                shfl.sync.down.b32 %r2, %r1, 4, 31, 31;
                END:
                ret;
                """);
        assertFault(
                ".approx is not emulated", ".reg .f32 %f<3>;\n mov.f32 %f1, 0f3F800000;\n ex2.approx.f32 %f2, %f1;\n");
        assertFault("divides by zero", "mov.u32 %r1, 0;\n div.s32 %r2, %r1, %r1;\n");
        assertFault("asks for %smid", "mov.u32 %r1, %smid;\n");
    }

    @Test
    void memoryIsLimitedAndFreed() {
        long first = memory.allocate(1 << 19, "first");
        memory.allocate(1 << 19, "second");
        OutOfDeviceMemoryException full =
                assertThrows(OutOfDeviceMemoryException.class, () -> memory.allocate(1, "third"));
        assertTrue(
                String.valueOf(full.getMessage())
                        .startsWith("cuda-emulated out of memory: tried to allocate 1 bytes for third"),
                full::getMessage);
        memory.free(first);
        assertEquals(1 << 19, memory.used());
        assertThrows(EmulatorException.class, () -> memory.free(first));
    }

    private void assertFault(String expected, String body) {
        EmulatorException fault = assertThrows(EmulatorException.class, () -> run(body, THREADS), expected);
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.contains(expected.replaceFirst("^\\(", "")), message);
    }

    private ByteBuffer run(String body, int threads) {
        return run(body, threads, null);
    }

    private ByteBuffer run(String body, int threads, @org.jspecify.annotations.Nullable Random random) {
        PtxModule module = PtxModule.parse("""
                .version 8.4
                .target sm_75
                .address_size 64
                .visible .entry kernel(
                .param .u64 results
                )
                {
                .reg .b32 %r<10>;
                .reg .b64 %rd<10>;
                ld.param.u64 %rd1, [results];
                cvta.to.global.u64 %rd1, %rd1;
                // what is tested
                """ + body + "ret;\n}\n");
        DeviceMemory own = new DeviceMemory(1 << 20);
        long results = own.allocate(4 * THREADS, "results");
        own.write(results, new byte[4 * THREADS], 0, 4 * THREADS);
        new Emulator(module, own, random)
                .launch(
                        "kernel",
                        Grid.of(1),
                        Grid.of(threads),
                        0,
                        new KernelArguments().add(results).toArray());
        byte[] bytes = new byte[4 * THREADS];
        own.read(results, bytes, 0, bytes.length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void argumentsAreAlignedAsInC() {
        assertArrayEquals(
                new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0},
                new KernelArguments().add(1).add(2L).add(3).toArray());
        List<Grid> places = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            places.add(new Grid(2, 1, 2).place(i));
        }
        assertEquals("[(0,0,0), (1,0,0), (0,0,1), (1,0,1)]", places.toString());
    }
}
