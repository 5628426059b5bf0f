/// Minimising inside limits: constraints, and methods that turn them into problems without.
package org.thalweg.constrain;
