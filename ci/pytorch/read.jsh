// Reads the states that exchange.py wrote, and compares what the models, optimisers and schedulers make of them.
for (Map.Entry<String, Module> entry : models().entrySet()) {
    Map<String, Tensor> tensors = Safetensors.load(folder.resolve(entry.getKey() + ".theirs.safetensors"));
    Map<String, Tensor> state = new TreeMap<>();
    tensors.forEach((name, value) -> { if (name.startsWith("state.")) { state.put(name.substring(6), value); } });
    Module model = entry.getValue();
    model.loadStateDict(state);
    model.eval();
    requireClose("model " + entry.getKey(), tensors.get("output"), model.call(tensors.get("input")));
}

Map<String, Function<List<Tensor>, Optimizer<?>>> optimizers = new TreeMap<>(Map.of(
        "sgd", p -> new Sgd(p, new Sgd.Options(0.05, 0.9, 0.1, 0.01, false)),
        "nesterov", p -> new Sgd(p, new Sgd.Options(0.05, 0.9, 0, 0.01, true)),
        "adam", p -> Adam.adam(p, new Adam.Options(0.1, 0.9, 0.99, 1e-8, 0.01)),
        "amsgrad", p -> Adam.adam(p, new Adam.Options(0.1, 0.9, 0.5, 1e-8, 0, true)),
        "adamw", p -> Adam.adamW(p, new Adam.Options(0.1, 0.9, 0.99, 1e-8, 0.1)),
        "rmsprop", p -> new RmsProp(p, new RmsProp.Options(0.01, 0.9, 1e-8, 0.01, 0.9, true)),
        "adagrad", p -> new Adagrad(p, new Adagrad.Options(0.1, 0.1, 0.01, 0.5, 1e-10))));

Map<String, Tensor> theirs = Safetensors.load(folder.resolve("optimizers.safetensors"));
for (var entry : optimizers.entrySet()) {
    Tensor p = Tensors.of(new double[] {1, -0.5, 0.25}).requiresGrad_();
    Optimizer<?> optimizer = entry.getValue().apply(List.of(p));
    List<Tensor> steps = new ArrayList<>();
    for (int step = 0; step < 20; step++) {
        optimizer.zeroGrad();
        p.pow(4).sum().backward();
        if (step == 3) { GradientClipping.clipNorm(List.of(p), 0.5); }
        optimizer.step();
        steps.add(p.detach().copy());
    }
    requireClose("optimiser " + entry.getKey(), theirs.get(entry.getKey()), Joins.stack(steps, 0));
}

Map<String, Function<Optimizer<?>, Schedule>> schedules = new TreeMap<>(Map.of(
        "step", o -> new StepLr(o, 5, 0.1),
        "multistep", o -> new MultiStepLr(o, List.of(3, 7, 7), 0.5),
        "exponential", o -> new ExponentialLr(o, 0.9),
        "linear", o -> new LinearLr(o, 0.25, 1, 6),
        "constant", o -> new ConstantLr(o, 0.25, 4),
        "polynomial", o -> new PolynomialLr(o, 10, 2),
        "cosine", o -> new CosineAnnealingLr(o, 8, 0.1),
        "restarts", o -> new CosineAnnealingWarmRestarts(o, 3, 2, 0.1),
        "onecycle", o -> new OneCycleLr(o, 1, 30)));
for (int steps = 1; steps <= 3; steps++) {
    int total = steps;
    schedules.put("onecycle" + steps, o -> new OneCycleLr(o, 1, total));
}
for (var entry : schedules.entrySet()) {
    Sgd sgd = new Sgd(List.of(Tensors.scalar(1.0).requiresGrad_()), 0.5);
    Schedule schedule = entry.getValue().apply(sgd);
    double[] rates = new double[entry.getKey().matches("onecycle.") ? entry.getKey().charAt(8) - '0' + 1 : 24];
    for (int epoch = 0; epoch < rates.length; epoch++) {
        rates[epoch] = sgd.groups().get(0).lr();
        if (epoch + 1 < rates.length) { schedule.step(); }
    }
    requireClose("schedule " + entry.getKey(), theirs.get("lr." + entry.getKey()), Tensors.of(rates));
}
/exit checked == 33 ? failures : 1
