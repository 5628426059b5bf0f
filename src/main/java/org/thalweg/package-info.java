/// The meeting point: [Objective][org.thalweg.Objective], a function with its gradient.
package org.thalweg;
