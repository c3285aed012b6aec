/// Tests of the judge as a whole: what it may reach.
@NullMarked
package dev.godwit.checker;

import org.jspecify.annotations.NullMarked;
