package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTests {
    @TempDir
    Path folder;

    @Test
    void writesTheBytesOfTheSpecification() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("b", ElementType.BOOL, List.of(3L), () -> TensorData.of(bytes(1, 0, 1)));
        writer.add("a", ElementType.F32, List.of(), () -> TensorData.of(bytes(0, 0, 0x80, 0x3f)));
        Path file = folder.resolve("t.safetensors");
        writer.write(file, Map.of("made", "here"));
        String header =
                "{\"__metadata__\":{\"made\":\"here\"},\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[4,7]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        byte[] written = Files.readAllBytes(file);
        assertEquals(padded.length(), written[0] & 0xff);
        assertEquals(padded, new String(written, 8, padded.length(), StandardCharsets.UTF_8));
        assertEquals("0000803f010001", HexFormat.of().formatHex(written, 8 + padded.length(), written.length));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void readsWhatItWrites(long seed) throws IOException {
        Random random = new Random(seed);
        SafetensorsWriter writer = new SafetensorsWriter();
        List<Object[]> expected = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            ElementType type = ElementType.values()[random.nextInt(ElementType.values().length)];
            long[] shape = random.ints(random.nextInt(4), 0, 5).asLongStream().toArray();
            byte[] elements = new byte[(int) Elements.byteCount(type, shape)];
            random.nextBytes(elements);
            String name = "case \"" + i + "\" ä/\ud83d\ude00" + random.nextInt();
            List<Long> sizes = Arrays.stream(shape).boxed().toList();
            writer.add(name, type, sizes, () -> TensorData.of(ByteBuffer.wrap(elements)));
            expected.add(new Object[] {name, type, sizes, ByteBuffer.wrap(elements)});
        }
        Path file = folder.resolve("t.safetensors");
        writer.write(file, Map.of());
        SafetensorsReader reader = SafetensorsReader.open(file);
        assertEquals(expected.size(), reader.tensors().size());
        for (Object[] each : expected) {
            SafetensorsReader.Entry entry = reader.tensors().get(each[0]);
            assertEquals(each[1] + " " + each[2], entry == null ? "" : entry.type() + " " + entry.shape());
            assertEquals(each[3], reader.elements((String) each[0]).whole());
            assertEquals(
                    ByteOrder.LITTLE_ENDIAN,
                    reader.elements((String) each[0]).whole().order());
            assertEquals(0, entry == null ? 0 : entry.begin() % entry.type().bytes(), "aligned to its element");
        }
    }

    @Test
    void refusesWhatWouldNotBeRead() {
        SafetensorsWriter twice = new SafetensorsWriter();
        twice.add("a", ElementType.U8, List.of(1L), () -> TensorData.of(bytes(1)));
        twice.add("a", ElementType.U8, List.of(1L), () -> TensorData.of(bytes(2)));
        assertThrows(IllegalArgumentException.class, () -> twice.write(folder.resolve("twice"), Map.of()));
        SafetensorsWriter shorter = new SafetensorsWriter();
        shorter.add("a", ElementType.U8, List.of(2L), () -> TensorData.of(bytes(1)));
        assertThrows(IllegalArgumentException.class, () -> shorter.write(folder.resolve("short"), Map.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> shorter.add("__metadata__", ElementType.U8, List.of(), () -> TensorData.of(bytes(1))));
        assertFalse(shorter.isEmpty());
    }

    @Test
    void recognisesEveryTruncation() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("x", ElementType.F64, List.of(2L), () -> TensorData.of(bytes(new int[16])));
        writer.add("y", ElementType.U8, List.of(3L), () -> TensorData.of(bytes(1, 2, 3)));
        Path file = folder.resolve("t.safetensors");
        writer.write(file, Map.of());
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            BundleException fault = assertThrows(BundleException.class, () -> SafetensorsReader.open(file));
            assertTrue(fault.location().startsWith(file + ":byte "), fault.location());
            assertTrue(String.valueOf(fault.getMessage()).startsWith("cut short"), fault.getMessage());
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThrows(BundleException.class, () -> SafetensorsReader.open(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'U8','shape':[2],'data_offsets':[1,3]}}|overlaps 'a'",
                "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'b':{'dtype':'U8','shape':[1],'data_offsets':[2,3]}}|hole",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[1,3]}}|hole",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}}|after the last tensor",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]},'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}}|duplicate key 'a'",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[3,0]}}|needs 3 bytes",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,3]}}|needs 12 bytes",
                "{'a':{'dtype':'U8','shape':[9223372036854775807,3],'data_offsets':[0,3]}}|shape too large",
                "{'a':{'dtype':'U8','shape':[-3],'data_offsets':[0,3]}}|whole number",
                "{'a':{'dtype':'U8','shape':[3.0],'data_offsets':[0,3]}}|whole number",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,99999999999999999999]}}|whole number",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0]}}|two numbers",
                "{'a':{'dtype':'C64','shape':[3],'data_offsets':[0,3]}}|'C64' is not supported",
                "{'a':{'dtype':'U8','shape':[3]}}|no field 'data_offsets'",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3],'shap':1}}|unknown field 'shap'",
                "{'__metadata__':{'a':1}}|expected a string",
                "` {'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}}`|does not start with '{'",
                "[]|does not start with '{'",
            })
    void rejectsHostileHeaders(String header, String message) throws IOException {
        Path file = raw(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), 1, 2, 3);
        BundleException fault = assertThrows(BundleException.class, () -> SafetensorsReader.open(file));
        assertTrue(String.valueOf(fault.getMessage()).contains(message), fault.getMessage());
        assertTrue(fault.location().startsWith(file + ":byte "), fault.location());
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000_001, Long.MAX_VALUE, -1, Long.MIN_VALUE, 0, 1000})
    void rejectsHeaderLengths(long length) throws IOException {
        ByteBuffer content =
                ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        Path file = Files.write(folder.resolve("h.safetensors"), content.array());
        assertThrows(BundleException.class, () -> SafetensorsReader.open(file));
    }

    @Test
    void acceptsEmptyTensorsMetadataAndAnyOrder() throws IOException {
        String header = "{\"z\":{\"dtype\":\"U8\",\"shape\":[0,7],\"data_offsets\":[1,1]},"
                + "\"b\":{\"shape\":[2],\"dtype\":\"U8\",\"data_offsets\":[1,3]},\"__metadata__\":{\"format\":\"pt\"},"
                + "\"a\":{\"dtype\":\"BOOL\",\"shape\":[],\"data_offsets\":[0,1]}}   ";
        SafetensorsReader reader = SafetensorsReader.open(raw(header.getBytes(StandardCharsets.UTF_8), 1, 2, 3));
        assertEquals(List.of("a", "b", "z"), List.copyOf(reader.tensors().keySet()));
        assertEquals(Map.of("format", "pt"), reader.metadata());
        assertEquals(bytes(2, 3), reader.elements("b").whole());
        assertEquals(0, reader.elements("z").bytes());
        assertThrows(BundleException.class, () -> reader.elements("c"));
    }

    private Path raw(byte[] header, int... data) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(bytes(data));
        return Files.write(folder.resolve("raw.safetensors"), content.array());
    }

    static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
