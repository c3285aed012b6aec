package dev.godwit.chaos.fault;

import java.util.Set;

/// One thing that is done to the system and undone again.
public sealed interface Fault
        permits Kill, ProcessPause, Partition, CablePull, HostLoss, Drop, Restore, Roll {
    /// What kind of thing, as `faults.log` names it.
    String kind();

    /// Whom it strikes: a process, a link or a group of processes.
    String target();

    /// What is decided beforehand, as `key=value` separated by blanks.
    String detail();

    /// The processes and links that no other fault may strike at the same time.
    default Set<String> claims() {
        return Set.of(target());
    }

    /// Strikes, holds as long as it shall, heals, and answers the evidence. Blocks; an interrupt
    /// shortens the holding and nothing else.
    Evidence happen(FaultContext surroundings);
}
