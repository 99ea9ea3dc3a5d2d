// Writes each model's state, an input and what the model makes of it in evaluation, for exchange.py to compare.
for (Map.Entry<String, Module> entry : models().entrySet()) {
    Module model = entry.getValue();
    if (List.of("cnn", "options").contains(entry.getKey())) { model.call(input("cnn")); }
    model.eval();
    Tensor x = input(entry.getKey());
    Map<String, Tensor> tensors = new TreeMap<>();
    model.stateDict().forEach((name, value) -> tensors.put("state." + name, value));
    tensors.put("input", x);
    tensors.put("output", model.call(x).detach());
    Safetensors.save(folder.resolve(entry.getKey() + ".ours.safetensors"), tensors);
    checked++;
}
/exit checked == 14 ? 0 : 1
