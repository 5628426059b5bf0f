package org.thalweg.examples.smile;

/// A request that cannot be answered; the message names the argument, the rule and the value.
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1;

    BadRequest(String argument, String rule, Object value) {
        super(argument + ": must " + rule + ", was " + value);
    }
}
