package dev.godwit.checker.workload;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// A workload as properties: one key per number, `traffic.rate` for example.
final class WorkloadFile {
    private static final String HOSTS = "hosts";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    static void write(Workload workload, Path file) {
        var values = new Properties();
        var tree = JSON.<ObjectNode>valueToTree(workload);
        tree.remove(HOSTS);
        values.setProperty(HOSTS, String.join(",", workload.hosts()));
        flatten("", tree, values);
        try (var out = Files.newBufferedWriter(file)) {
            values.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Workload read(Path file) {
        var values = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            values.load(in);
            return JSON.treeToValue(tree(values), Workload.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void flatten(String prefix, JsonNode node, Properties values) {
        node.properties()
                .forEach(field -> {
                    var key = prefix + field.getKey();
                    if (field.getValue().isObject()) {
                        flatten(key + ".", field.getValue(), values);
                    } else {
                        values.setProperty(key, field.getValue().asText());
                    }
                });
    }

    private static ObjectNode tree(Properties values) {
        var tree = JSON.createObjectNode();
        for (var key : values.stringPropertyNames()) {
            var value = values.getProperty(key);
            if (key.equals(HOSTS)) {
                var hosts = tree.putArray(HOSTS);
                for (var host : value.split(",", -1)) hosts.add(host.strip());
            } else {
                var dot = key.indexOf('.');
                var parent = dot < 0 ? tree : tree.withObjectProperty(key.substring(0, dot));
                parent.put(key.substring(dot + 1), value);
            }
        }
        return tree;
    }

    private WorkloadFile() {}
}
