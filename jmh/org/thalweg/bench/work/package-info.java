/// What the gradient benchmarks compute, each function written three times.
package org.thalweg.bench.work;
