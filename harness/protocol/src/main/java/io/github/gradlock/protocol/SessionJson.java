package io.github.gradlock.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a session in JSON; they live between a process and the join, and have no schema of their own. */
final class SessionJson {
    private SessionJson() {}

    static String write(Session.Execution execution) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", execution.caseId());
        fields.put("iteration", execution.iteration());
        fields.put("status", CaseJson.status(execution.status()));
        if (execution.reason() != null) {
            fields.put("reason", execution.reason());
        }
        List<Object> tensors = new ArrayList<>();
        for (Session.Tensor tensor : execution.tensors()) {
            Map<String, Object> item = CaseJson.fields(tensor.info());
            if (tensor.offset() >= 0) {
                item.put("offset", tensor.offset());
            }
            tensors.add(item);
        }
        fields.put("tensors", tensors);
        if (!execution.trace().isEmpty()) {
            fields.put("trace", execution.trace());
        }
        return Json.line(fields);
    }

    static Session.Execution execution(JsonValue line) throws BundleException {
        JsonFields fields = new JsonFields(line);
        String id = fields.required("id").text();
        int iteration = fields.required("iteration").smallCount();
        CaseStatus status = CaseJson.status(fields.required("status"));
        String reason = fields.optionalText("reason");
        List<Session.Tensor> tensors = new ArrayList<>();
        for (JsonValue item : fields.required("tensors").items()) {
            JsonFields tensor = new JsonFields(item);
            TensorInfo info = CaseJson.tensor(tensor);
            JsonValue offset = tensor.optional("offset");
            tensor.finish();
            tensors.add(new Session.Tensor(info, offset == null ? -1 : offset.count()));
        }
        List<Long> trace = new ArrayList<>();
        JsonValue runs = fields.optional("trace");
        if (runs != null) {
            for (JsonValue place : runs.items()) {
                trace.add(place.count());
            }
        }
        fields.finish();
        return new Session.Execution(id, iteration, status, reason, tensors, trace);
    }

    static Session.State state(JsonValue document) throws BundleException {
        JsonFields fields = new JsonFields(document);
        Session.State state = new Session.State(
                fields.required("iterations").smallCount(),
                fields.required("start").text(),
                fields.required("end").text(),
                fields.required("complete").truth());
        fields.finish();
        return state;
    }
}
