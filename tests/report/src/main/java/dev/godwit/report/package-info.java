/// What a campaign or a measurement shows: a JSON file for programs and one page for people, which
/// needs nothing but itself.
///
/// Comes from `chaos` and `bench`, which say what stands on their pages; goes on to a browser. It
/// draws; it neither measures nor judges.
@NullMarked
package dev.godwit.report;

import org.jspecify.annotations.NullMarked;
