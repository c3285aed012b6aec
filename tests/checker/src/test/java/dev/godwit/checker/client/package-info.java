@NullMarked
package dev.godwit.checker.client;

import org.jspecify.annotations.NullMarked;
