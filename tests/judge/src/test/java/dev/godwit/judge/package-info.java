/// Tests of the judge as a whole: what it may reach.
@NullMarked
package dev.godwit.judge;

import org.jspecify.annotations.NullMarked;
