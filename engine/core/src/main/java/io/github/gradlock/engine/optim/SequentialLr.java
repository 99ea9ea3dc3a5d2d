package io.github.gradlock.engine.optim;

import java.util.List;

/** One schedule after the other, a warm-up and what follows it for instance; {@code SequentialLR}. */
public final class SequentialLr implements Schedule {
    private final List<Schedule> schedules;
    private final List<Integer> milestones;
    private int epoch;

    /**
     * Goes over to the next schedule, at its epoch 0, at each milestone.
     *
     * @param milestones epochs, ascending, one fewer than there are schedules
     */
    public SequentialLr(List<Schedule> schedules, List<Integer> milestones) {
        if (schedules.isEmpty() || milestones.size() != schedules.size() - 1) {
            throw new IllegalArgumentException(
                    "Sequential Schedulers expects number of schedulers provided to be one more"
                            + " than the number of milestone points, but got " + schedules.size() + " schedulers and "
                            + milestones.size() + " milestones");
        }
        this.schedules = List.copyOf(schedules);
        this.milestones = List.copyOf(milestones);
        restart();
    }

    @Override
    public void step() {
        epoch++;
        int current = (int)
                milestones.stream().filter(milestone -> milestone <= epoch).count();
        if (current > 0 && milestones.get(current - 1) == epoch) {
            schedules.get(current).restart();
        } else {
            schedules.get(current).step();
        }
    }

    @Override
    public void restart() {
        epoch = 0;
        schedules.get(0).restart();
    }
}
