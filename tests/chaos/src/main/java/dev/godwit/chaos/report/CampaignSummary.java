package dev.godwit.chaos.report;

import java.time.Instant;
import java.util.List;

/// What somebody needs to make the same run again. `layout` says in a few words each which
/// processes and clients there were.
public record CampaignSummary(
        String run, long seed, String command, Instant began, List<String> layout) {
    public CampaignSummary {
        layout = List.copyOf(layout);
    }
}
