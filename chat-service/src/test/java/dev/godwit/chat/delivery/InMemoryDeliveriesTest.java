package dev.godwit.chat.delivery;

import dev.godwit.delivery.DeliveryRecord;

import java.util.List;

class InMemoryDeliveriesTest extends DeliveryProducerContract {
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries();

    @Override
    protected DeliveryProducer producer() {
        return deliveries;
    }

    @Override
    protected List<DeliveryRecord> arrived(int slot) {
        return deliveries.arrived(slot);
    }
}
