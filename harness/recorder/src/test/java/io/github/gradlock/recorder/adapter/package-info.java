/** Tests of the adapters; arrays of DJL and ND4J are stand-ins, since the libraries behind them are large. */
@NullMarked
package io.github.gradlock.recorder.adapter;

import org.jspecify.annotations.NullMarked;
