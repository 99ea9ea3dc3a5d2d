package io.github.gradlock.engine.kernel.cuda.ptx;

import java.util.List;
import java.util.stream.Stream;

/** What an instruction reads or writes. */
public sealed interface Operand {
    /** Returns the names of the registers in it. */
    default List<String> registers() {
        return List.of();
    }

    /** A register, {@code %r1}. */
    record Register(String name) implements Operand {
        @Override
        public List<String> registers() {
            return List.of(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A predicate that counts the other way round, {@code !%p1}. */
    record Negated(Register register) implements Operand {
        @Override
        public List<String> registers() {
            return register.registers();
        }

        @Override
        public String toString() {
            return "!" + register;
        }
    }

    /** Two results of one instruction, {@code %r1|%p1}. */
    record Pair(Operand first, Operand second) implements Operand {
        @Override
        public List<String> registers() {
            return Stream.concat(first.registers().stream(), second.registers().stream())
                    .toList();
        }

        @Override
        public String toString() {
            return first + "|" + second;
        }
    }

    /** What the machine knows of itself, {@code %tid.x}. */
    record Special(String name) implements Operand {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A number in the text.
     *
     * @param bits of binary32 or binary64 where it is written by its bits, else the integer
     * @param kind how it is written
     */
    record Number(long bits, Kind kind) implements Operand {
        /** How a number is written. */
        public enum Kind {
            /** {@code 7}, {@code 0x7}. */
            INTEGER,
            /** {@code 0f3F800000}. */
            BINARY32,
            /** {@code 0d3FF0000000000000}, or with a point. */
            BINARY64
        }

        @Override
        public String toString() {
            return switch (kind) {
                case INTEGER -> Long.toString(bits);
                case BINARY32 -> String.format("0f%08X", bits);
                case BINARY64 -> String.format("0d%016X", bits);
            };
        }
    }

    /** A name that is no register: of a variable, a function, a label; {@code _} for a result that nobody wants. */
    record Symbol(String name) implements Operand {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A place in memory, {@code [%rd1+8]}; also of a name plus a number without brackets. */
    record Address(Operand base, long offset) implements Operand {
        @Override
        public List<String> registers() {
            return base.registers();
        }

        @Override
        public String toString() {
            return "[" + base + (offset == 0 ? "" : "+" + offset) + "]";
        }
    }

    /** Several side by side, {@code {%f1, %f2}}; or those of a call, in parentheses. */
    record Several(List<Operand> parts) implements Operand {
        /** Copies the list. */
        public Several {
            parts = List.copyOf(parts);
        }

        @Override
        public List<String> registers() {
            return parts.stream().flatMap(part -> part.registers().stream()).toList();
        }

        @Override
        public String toString() {
            return "{" + String.join(", ", parts.stream().map(Object::toString).toList()) + "}";
        }
    }
}
