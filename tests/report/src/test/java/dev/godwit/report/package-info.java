/// The page in a real browser.
@NullMarked
package dev.godwit.report;

import org.jspecify.annotations.NullMarked;
