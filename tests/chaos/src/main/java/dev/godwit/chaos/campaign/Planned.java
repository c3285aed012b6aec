package dev.godwit.chaos.campaign;

import dev.godwit.chaos.fault.Fault;

import java.time.Duration;

/// A fault that is to strike `at` that time after the beginning, or as soon afterwards as nothing
/// else strikes the same.
record Planned(Duration at, Fault fault) {}
