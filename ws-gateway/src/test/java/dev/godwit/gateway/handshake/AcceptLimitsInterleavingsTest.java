package dev.godwit.gateway.handshake;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.List;

/// Sockets from two addresses are opened and closed on several event loops at the same time.
@Param(name = "from", gen = IntGen.class, conf = "0:1")
public class AcceptLimitsInterleavingsTest {
    private static final List<InetAddress> ADDRESSES =
            List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("192.0.2.2"));

    private final AcceptLimits limits = new AcceptLimits(2, 1);

    @Operation
    public boolean open(@Param(name = "from") int from) {
        return limits.enter(AcceptLimits.network(ADDRESSES.get(from)));
    }

    @Operation
    public void openAndClose(@Param(name = "from") int from) {
        if (limits.enter(AcceptLimits.network(ADDRESSES.get(from))))
            limits.leave(AcceptLimits.network(ADDRESSES.get(from)));
    }

    @Test
    void admissionIsLinearizable() {
        new ModelCheckingOptions()
                .iterations(8)
                .invocationsPerIteration(80)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(1)
                .check(AcceptLimitsInterleavingsTest.class);
    }
}
