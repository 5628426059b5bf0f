/// Checks of what the caller supplies: is the gradient right?
package org.thalweg.check;
