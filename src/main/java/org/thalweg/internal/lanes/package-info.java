/// Programs for many lanes at once: written once as a list of operations, run as vectors or interpreted.
package org.thalweg.internal.lanes;
