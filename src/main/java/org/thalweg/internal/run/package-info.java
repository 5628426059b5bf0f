/// Evaluates plans.
package org.thalweg.internal.run;
