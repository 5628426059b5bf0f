/// From a graph to loops: what runs together, what is stored, and where.
package org.thalweg.internal.plan;
