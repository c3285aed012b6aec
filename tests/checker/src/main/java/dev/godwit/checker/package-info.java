/// The judge: clients that write down everything before they do it, and checks that join what they
/// wrote with what the servers kept.
///
/// Comes from a run's directory, goes on to its verdict. Shares no code with what it judges.
@NullMarked
package dev.godwit.checker;

import org.jspecify.annotations.NullMarked;
