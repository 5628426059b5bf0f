/// Minimisers of smooth functions: L-BFGS with its line searches, BFGS for few variables, and first-order methods.
///
/// Configurations are immutable records with a `DEFAULT`; a solver owns its memory and serves one thread at a time.
/// Numerical outcomes are returned as a [Status][org.thalweg.optimize.Status]; exceptions are for misuse.
package org.thalweg.optimize;
