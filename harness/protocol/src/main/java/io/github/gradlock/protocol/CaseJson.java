package io.github.gradlock.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cases as lines of {@code cases.jsonl}, the schema of which is {@code case.schema.json}. */
final class CaseJson {
    private static final Pattern CRC32C = Pattern.compile("[0-9a-f]{8}");

    private CaseJson() {}

    static String write(CaseRecord record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", record.id());
        fields.put("status", status(record.status()));
        if (record.reason() != null) {
            fields.put("reason", record.reason());
        }
        fields.put("tensors", tensors(record.tensors()));
        if (!record.repetitions().isEmpty()) {
            List<Object> repetitions = new ArrayList<>();
            record.repetitions().forEach(repetition -> repetitions.add(repetition(repetition, record.tensors())));
            fields.put("repetitions", repetitions);
        }
        return Json.line(fields);
    }

    private static Map<String, Object> repetition(Repetition repetition, List<TensorInfo> first) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("restart", repetition.restart());
        fields.put("iteration", repetition.iteration());
        fields.put("status", status(repetition.status()));
        if (!repetition.tensors().equals(first)) {
            fields.put("tensors", tensors(repetition.tensors()));
        }
        return fields;
    }

    static CaseRecord read(JsonValue line) throws BundleException {
        JsonFields fields = new JsonFields(line);
        String id = fields.required("id").text();
        CaseStatus status = status(fields.required("status"));
        String reason = fields.optionalText("reason");
        List<TensorInfo> tensors = tensors(fields.required("tensors"));
        JsonValue repetitions = fields.optional("repetitions");
        fields.finish();
        List<Repetition> read = new ArrayList<>();
        if (repetitions != null) {
            for (JsonValue item : repetitions.items()) {
                read.add(repetition(item, tensors));
            }
        }
        return new CaseRecord(id, status, reason, tensors, read);
    }

    private static Repetition repetition(JsonValue item, List<TensorInfo> first) throws BundleException {
        JsonFields fields = new JsonFields(item);
        int restart = fields.required("restart").smallCount();
        int iteration = fields.required("iteration").smallCount();
        CaseStatus status = status(fields.required("status"));
        JsonValue tensors = fields.optional("tensors");
        fields.finish();
        return new Repetition(restart, iteration, status, tensors == null ? first : tensors(tensors));
    }

    static String status(CaseStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    static CaseStatus status(JsonValue json) throws BundleException {
        for (CaseStatus status : CaseStatus.values()) {
            if (status(status).equals(json.text())) {
                return status;
            }
        }
        throw json.fault("unknown status '" + json.text() + "'", "write passed, failed or skipped");
    }

    private static List<Object> tensors(List<TensorInfo> tensors) {
        List<Object> list = new ArrayList<>();
        tensors.forEach(tensor -> list.add(fields(tensor)));
        return list;
    }

    static Map<String, Object> fields(TensorInfo tensor) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", tensor.name());
        fields.put("dtype", tensor.type().name());
        fields.put("shape", tensor.shape());
        fields.put("sha256", tensor.sha256());
        if (tensor.crc32c() != null) {
            fields.put("crc32c", tensor.crc32c());
        }
        if (tensor.nan() > 0) {
            fields.put("nan", tensor.nan());
        }
        return fields;
    }

    private static List<TensorInfo> tensors(JsonValue json) throws BundleException {
        List<TensorInfo> tensors = new ArrayList<>();
        @Nullable String before = null;
        for (JsonValue item : json.items()) {
            JsonFields fields = new JsonFields(item);
            TensorInfo tensor = tensor(fields);
            fields.finish();
            if (before != null && CodePointOrder.INSTANCE.compare(before, tensor.name()) >= 0) {
                throw item.fault("tensor '" + tensor.name() + "' after '" + before + "'", "sort tensors by name");
            }
            before = tensor.name();
            tensors.add(tensor);
        }
        return tensors;
    }

    /** Reads what describes a tensor, and leaves other fields to the caller. */
    static TensorInfo tensor(JsonFields fields) throws BundleException {
        JsonValue name = fields.required("name");
        if (name.text().isEmpty() || name.text().indexOf('/') >= 0) {
            throw name.fault("tensor name '" + name.text() + "'", "a name is not empty and has no '/'");
        }
        JsonValue nan = fields.optional("nan");
        return new TensorInfo(
                name.text(),
                SafetensorsReader.elementType(fields.required("dtype")),
                shape(fields.required("shape")),
                fields.required("sha256").sha256(),
                crc32c(fields.optional("crc32c")),
                nan == null ? 0 : nan.count());
    }

    private static @Nullable String crc32c(@Nullable JsonValue json) throws BundleException {
        if (json != null && !CRC32C.matcher(json.text()).matches()) {
            throw json.fault(
                    "crc32c '" + json.text() + "'", "write eight lower-case hexadecimal digits, or leave it out");
        }
        return json == null ? null : json.text();
    }

    static List<Long> shape(JsonValue json) throws BundleException {
        List<JsonValue> items = json.items();
        if (items.size() > Limits.RANK) {
            throw json.fault("a tensor of rank " + items.size(), "at most " + Limits.RANK + " dimensions are allowed");
        }
        List<Long> shape = new ArrayList<>();
        for (JsonValue item : items) {
            shape.add(item.count());
        }
        return shape;
    }
}
