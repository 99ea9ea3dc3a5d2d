package io.github.gradlock.harness.diff;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.protocol.CasePattern;
import java.util.ArrayList;
import java.util.List;

/**
 * The policy of each case: the last rule whose pattern matches, {@link Policy#BITWISE} if none does.
 *
 * @param rules in the order given
 */
public record Policies(List<Rule> rules) {
    /** Every case bit for bit. */
    public static final Policies BITWISE = new Policies(List.of());

    private static final String HINT =
            "write bitwise, ulp:N or tolerance:rtol=X,atol=Y, for some cases PATTERN=ulp:4 (N, X and Y not negative)";

    /** Copies the rules. */
    public Policies {
        rules = List.copyOf(rules);
    }

    /**
     * Reads {@code ulp:1}, {@code softmax*=ulp:4} and {@code *=tolerance:rtol=1e-6,atol=0}.
     *
     * @throws GradlockException if one is malformed, negative or NaN
     */
    public static Policies parse(List<String> texts) {
        List<Rule> rules = new ArrayList<>();
        for (String text : texts) {
            int colon = text.indexOf(':');
            int equals = text.lastIndexOf('=', colon < 0 ? text.length() : colon);
            CasePattern pattern = equals < 0 ? CasePattern.ALL : new CasePattern(text.substring(0, equals));
            rules.add(new Rule(pattern, policy(text, text.substring(equals + 1))));
        }
        return new Policies(rules);
    }

    /** Returns the policy of a case. */
    public Policy of(String caseId) {
        Policy policy = Policy.BITWISE;
        for (Rule rule : rules) {
            policy = rule.pattern().matches(caseId) ? rule.policy() : policy;
        }
        return policy;
    }

    private static Policy policy(String whole, String text) {
        if (text.equals("bitwise")) {
            return Policy.BITWISE;
        }
        if (text.startsWith("ulp:")) {
            return new Policy.Ulp(ulps(whole, text.substring("ulp:".length())));
        }
        if (text.startsWith("tolerance:")) {
            return tolerance(whole, text.substring("tolerance:".length()));
        }
        throw malformed(whole, "there is no such policy");
    }

    private static long ulps(String whole, String number) {
        try {
            long limit = Long.parseLong(number.strip());
            if (limit >= 0) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            throw malformed(whole, number + " is not a whole number");
        }
        throw malformed(whole, "a distance is not negative");
    }

    private static Policy tolerance(String whole, String text) {
        Double rtol = null;
        Double atol = null;
        for (String part : text.split(",", -1)) {
            if (part.startsWith("rtol=") && rtol == null) {
                rtol = number(whole, part.substring("rtol=".length()));
            } else if (part.startsWith("atol=") && atol == null) {
                atol = number(whole, part.substring("atol=".length()));
            } else {
                throw malformed(whole, part + " is neither rtol=… nor atol=…, or is given twice");
            }
        }
        return new Policy.Tolerance(rtol == null ? 0 : rtol, atol == null ? 0 : atol);
    }

    private static double number(String whole, String text) {
        double value;
        try {
            value = Double.parseDouble(text.strip());
        } catch (NumberFormatException notANumber) {
            throw malformed(whole, text + " is not a number");
        }
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw malformed(whole, "a tolerance is finite and not negative");
        }
        return value;
    }

    private static GradlockException malformed(String whole, String why) {
        return GradlockException.badInput(null, "policy " + whole + ": " + why, HINT);
    }

    /**
     * One line of a policy.
     *
     * @param pattern which cases
     * @param policy what they may differ by
     */
    public record Rule(CasePattern pattern, Policy policy) {}
}
