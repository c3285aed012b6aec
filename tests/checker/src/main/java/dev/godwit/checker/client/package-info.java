/// The judged clients: devices that keep every rule of the protocol page, write down what they do
/// before they do it, and can be killed at any moment.
///
/// Comes from a workload and the gateways' frames, goes on to the histories that the judge reads. A
/// process that is started again knows what it did from its earlier histories alone.
@NullMarked
package dev.godwit.checker.client;

import org.jspecify.annotations.NullMarked;
