package io.github.gradlock.engine.kernel.cuda.gpu;

import java.util.List;
import java.util.Map;

/** Compiles CUDA C++ for a GPU. */
interface Compiler {
    /** Returns its name and version, {@code NVRTC 12.4}. */
    String version();

    /** Returns the architectures that it compiles for, 75 for 7.5. */
    List<Integer> architectures();

    /**
     * Compiles a source.
     *
     * @param name of the source, for messages
     * @param source its text
     * @param headers texts by the names under which they are included
     * @param options as NVRTC takes them
     * @throws GpuException with the log, if it does not compile
     */
    Compiled compile(String name, String source, Map<String, String> headers, List<String> options);

    /**
     * What comes of a source.
     *
     * @param ptx its PTX
     * @param binary code for the architecture that the options name; empty where that is a virtual one
     */
    record Compiled(String ptx, byte[] binary) {}
}
