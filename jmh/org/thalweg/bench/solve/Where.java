package org.thalweg.bench.solve;

/// Prints the home of this JDK and the class path, for scripts that start many virtual machines.
final class Where {
    private Where() {}

    static void main() {
        System.out.println(System.getProperty("java.home"));
        System.out.println(System.getProperty("java.class.path"));
    }
}
