/// The whole system over real sockets: two gateways, two chat services, real servers behind them.
@NullMarked
package dev.godwit.e2e;

import org.jspecify.annotations.NullMarked;
