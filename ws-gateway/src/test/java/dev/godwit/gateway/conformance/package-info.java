/// The WebSocket protocol as Autobahn|Testsuite sees it, through the pipeline that clients get.
@NullMarked
package dev.godwit.gateway.conformance;

import org.jspecify.annotations.NullMarked;
