package io.github.gradlock.engine.kernel.cuda.gpu;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jcuda.nvrtc.JNvrtc;
import jcuda.nvrtc.nvrtcProgram;
import jcuda.nvrtc.nvrtcResult;
import org.jspecify.annotations.Nullable;

/** The compiler that comes with CUDA's toolkit, as a library. */
final class Nvrtc implements Compiler {
    private final String version;

    private Nvrtc(String version) {
        this.version = version;
    }

    /** Returns the one that is here; null if there is none, or none that JCuda's natives fit. */
    static @Nullable Compiler ofThisMachine() {
        try {
            JNvrtc.setExceptionsEnabled(false);
            int[] major = new int[1];
            int[] minor = new int[1];
            return JNvrtc.nvrtcVersion(major, minor) == nvrtcResult.NVRTC_SUCCESS
                    ? new Nvrtc("NVRTC " + major[0] + "." + minor[0])
                    : null;
        } catch (LinkageError none) {
            return null;
        }
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<Integer> architectures() {
        int[] count = new int[1];
        require(JNvrtc.nvrtcGetNumSupportedArchs(count), "its architectures");
        int[] all = new int[count[0]];
        require(JNvrtc.nvrtcGetSupportedArchs(all), "its architectures");
        return Arrays.stream(all).boxed().toList();
    }

    @Override
    public Compiled compile(String name, String source, Map<String, String> headers, List<String> options) {
        nvrtcProgram program = new nvrtcProgram();
        String[] names = headers.keySet().toArray(String[]::new);
        String[] texts = headers.values().toArray(String[]::new);
        require(JNvrtc.nvrtcCreateProgram(program, source, name, names.length, texts, names), name);
        try {
            int result = JNvrtc.nvrtcCompileProgram(program, options.size(), options.toArray(String[]::new));
            if (result != nvrtcResult.NVRTC_SUCCESS) {
                String[] log = new String[1];
                JNvrtc.nvrtcGetProgramLog(program, log);
                throw new GpuException(version + " cannot compile " + name + " with " + String.join(" ", options) + ": "
                        + nvrtcResult.stringFor(result) + ": " + withoutEnd(log[0]));
            }
            String[] ptx = new String[1];
            require(JNvrtc.nvrtcGetPTX(program, ptx), name);
            // Of a virtual architecture there is no code, and its size is zero.
            long[] size = new long[1];
            require(JNvrtc.nvrtcGetCUBINSize(program, size), name);
            byte[] binary = new byte[Math.toIntExact(size[0])];
            if (binary.length > 0) {
                require(JNvrtc.nvrtcGetCUBIN(program, binary), name);
            }
            return new Compiled(withoutEnd(ptx[0]), binary);
        } finally {
            JNvrtc.nvrtcDestroyProgram(program);
        }
    }

    private void require(int result, String name) {
        if (result != nvrtcResult.NVRTC_SUCCESS) {
            throw new GpuException(version + " failed on " + name + ": " + nvrtcResult.stringFor(result));
        }
    }

    /** C ends a text with a zero. */
    private static String withoutEnd(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\0+$", "").strip() + "\n";
    }
}
