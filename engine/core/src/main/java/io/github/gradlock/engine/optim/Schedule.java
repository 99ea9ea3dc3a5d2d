package io.github.gradlock.engine.optim;

/** Something that moves learning rates from epoch to epoch. Its state holds the rates of the moment, too. */
public interface Schedule extends Stateful {
    /** Goes on to the next epoch. */
    void step();

    /** Goes back to epoch 0, with the rates it began with. */
    void restart();
}
