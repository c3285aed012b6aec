@NullMarked
package dev.godwit.judge.client;

import org.jspecify.annotations.NullMarked;
