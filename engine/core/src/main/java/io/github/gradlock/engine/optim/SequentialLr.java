package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One schedule after the other, a warm-up and what follows it for instance; {@code SequentialLR}. */
public final class SequentialLr implements Schedule {
    private static final String EPOCH = "last_epoch";

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

    /** Returns {@code last_epoch}, int64, and the state of each schedule as {@code <number>.<name>}. */
    @Override
    public Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new TreeMap<>();
        state.put(EPOCH, Tensors.scalar((long) epoch));
        for (int i = 0; i < schedules.size(); i++) {
            String prefix = i + ".";
            schedules.get(i).stateDict().forEach((name, value) -> state.put(prefix + name, value));
        }
        return state;
    }

    @Override
    public void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> own = new TreeMap<>(state);
        List<Map<String, Tensor>> parts = new ArrayList<>();
        for (int i = 0; i < schedules.size(); i++) {
            String prefix = i + ".";
            Map<String, Tensor> part = new TreeMap<>();
            state.forEach((name, value) -> {
                if (name.startsWith(prefix)) {
                    part.put(name.substring(prefix.length()), value);
                    own.remove(name);
                }
            });
            parts.add(part);
        }
        int loaded = new SavedState(this, own, EPOCH).count(EPOCH);
        List<Map<String, Tensor>> before =
                schedules.stream().map(Schedule::stateDict).toList();
        try {
            loadAll(parts);
        } catch (IllegalArgumentException e) {
            loadAll(before);
            throw e;
        }
        epoch = loaded;
    }

    private void loadAll(List<Map<String, Tensor>> states) {
        for (int i = 0; i < states.size(); i++) {
            schedules.get(i).loadStateDict(states.get(i));
        }
    }
}
