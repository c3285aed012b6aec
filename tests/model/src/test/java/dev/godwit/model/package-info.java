/// A model of presence, routing and delivery that is small enough to be tried in every order in
/// which things can happen: two messages, one device, two gateways.
///
/// Each step stands for a piece of the servers, and is atomic where that piece is:
///
/// | step | stands for |
/// |---|---|
/// | `Sending` commit | `PostgresMessageStore` and `PlanWriter`, one transaction |
/// | `Sending` look-up | `RedisPresenceLookup` by way of `Publisher` and `RouteResolver`; a silent Redis answers "nowhere", the worst that last known routes can be |
/// | `Sending` publish | `SlotRecords`, `GuardedProducer` and `KafkaDeliveryProducer`; what the slot's `SlotConsumer` does not see, because it stands elsewhere, is lost |
/// | `Connecting` connect, open, begin to read | `LocalConnection` and `DeviceOpening`, which numbers |
/// | `Presence` register, refresh | `Routes` and `register.lua`, asked by `RedisPresence`, `RouteWriter` and `Sweep` |
/// | `Presence` clean-up | `LocalConnection.ended` and `remove.lua` |
/// | `Delivery` push | `Downlink`, `LocalRegistry.deliver` and `Delivery.next`; the reorder hold is left out: a gap is read at once |
/// | `Delivery` log read, page | `PageReader`, then `Delivery.pageRead`: two steps, since much can happen in between |
/// | `Delivery` head check | `HeadCheck` |
/// | `Delivery` ack, its arrival | the client, then `AckLane`, `AckProcessor` and `LogTrimmer`, which is never late here |
/// | `Breaking` slot lost | `SlotLease` and `Downlink.claimed` |
///
/// Left out: the window and sockets that take nothing (`DeliveryPropertyTest` has them), several
/// devices, receipts. Expected is what `Promises` says.
@NullMarked
package dev.godwit.model;

import org.jspecify.annotations.NullMarked;
