package io.github.gradlock.engine.kernel.cuda.gpu;

import jcuda.driver.CUdeviceptr;

/** A pointer of JCuda whose address can be read, which others keep to themselves. */
final class Address extends CUdeviceptr {
    /** Returns the pointer to an address: that many bytes from nothing. */
    static CUdeviceptr of(long address) {
        return new CUdeviceptr().withByteOffset(address);
    }

    /** Returns the address that the driver has put in. */
    long value() {
        return getNativePointer() + getByteOffset();
    }
}
