package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.ptx.Operand;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxFunction;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxType;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxVariable;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxVariable.Space;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers for what a kernel reads: its registers, those of the machine, numbers of the text and addresses of variables. */
final class Registers {
    private final PtxFunction function;
    private final Map<String, Integer> named = new LinkedHashMap<>();
    private final Map<String, Integer> specials = new HashMap<>();
    private final Map<Long, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, Long> addresses = new HashMap<>();
    private int parameterBytes;
    private int sharedBytes;
    private int localBytes;

    /** Numbers of the text and specials are counted from here until the registers are all known. */
    private final int shift;

    Registers(PtxModule module, PtxFunction function, Map<String, Long> globals) {
        this.function = function;
        addresses.putAll(globals);
        for (PtxVariable parameter : function.parameters()) {
            parameterBytes = aligned(parameterBytes, parameter);
            addresses.put(parameter.name(), (long) parameterBytes);
            parameterBytes += (int) parameter.bytes();
        }
        List<PtxVariable> own = new ArrayList<>(function.variables());
        own.addAll(module.variables());
        own.stream().filter(variable -> variable.space() == Space.SHARED).forEach(variable -> {
            sharedBytes = aligned(sharedBytes, variable);
            addresses.put(variable.name(), (long) sharedBytes);
            sharedBytes += (int) variable.bytes();
        });
        function.variables().stream()
                .filter(variable -> variable.space() == Space.LOCAL)
                .forEach(variable -> {
                    localBytes = aligned(localBytes, variable);
                    addresses.put(variable.name(), (long) localBytes);
                    localBytes += (int) variable.bytes();
                });
        function.instructions().forEach(instruction -> {
            instruction.writes().forEach(this::name);
            instruction.reads().forEach(this::name);
        });
        shift = named.size();
    }

    private static int aligned(int at, PtxVariable variable) {
        return (at + variable.alignment() - 1) / variable.alignment() * variable.alignment();
    }

    private void name(String register) {
        if (function.type(register).isEmpty()) {
            throw new EmulatorException("the register " + register + " is not declared");
        }
        named.putIfAbsent(register, named.size());
    }

    int[] of(List<String> names) {
        return names.stream()
                .filter(name -> !name.equals("_"))
                .distinct()
                .mapToInt(name -> named.getOrDefault(name, -1))
                .toArray();
    }

    int[] slots(Operand.Several parts, PtxType type) {
        return parts.parts().stream().mapToInt(part -> slot(part, type)).toArray();
    }

    /** Returns the register that holds an operand. */
    int slot(Operand operand, PtxType type) {
        if (operand instanceof Operand.Register register) {
            Integer slot = named.get(register.name());
            if (slot == null) {
                throw new EmulatorException("the register " + register + " is not declared");
            }
            return slot;
        }
        if (operand instanceof Operand.Number number) {
            return number(bits(number, type));
        }
        if (operand instanceof Operand.Special special) {
            return specials.computeIfAbsent(special.name(), name -> shift + specials.size() + numbers.size());
        }
        if (operand instanceof Operand.Symbol symbol) {
            return number(address(symbol.name()));
        }
        if (operand instanceof Operand.Address address && address.base() instanceof Operand.Symbol symbol) {
            return number(address(symbol.name()) + address.offset());
        }
        throw new EmulatorException("the operand " + operand + " is not emulated");
    }

    private static long bits(Operand.Number number, PtxType type) {
        if (type == PtxType.F32 && number.kind() == Operand.Number.Kind.BINARY64) {
            return Width.bits((float) Width.wide(number.bits()));
        }
        return number.bits();
    }

    private int number(long bits) {
        return numbers.computeIfAbsent(bits, each -> shift + specials.size() + numbers.size());
    }

    private long address(String name) {
        Long address = addresses.get(name);
        if (address == null) {
            throw new EmulatorException("nothing is known here by the name of " + name);
        }
        return address;
    }

    Program program(List<Operation> operations) {
        int count = shift + specials.size() + numbers.size();
        long[] initial = new long[count - shift];
        numbers.forEach((bits, slot) -> initial[slot - shift] = bits);
        return new Program(
                function.name(),
                List.copyOf(operations),
                new Constants(count, shift, initial),
                List.copyOf(named.keySet()),
                Map.copyOf(specials),
                parameterBytes,
                sharedBytes,
                localBytes);
    }
}
