package dev.godwit.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;

class AcceptLimitsTest {
    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1,  2001:db8:1:2:ffff:ffff:ffff:ffff, true",
        "2001:db8:1:2::1,  2001:db8:1:3::1,                  false",
        "192.0.2.1,        192.0.2.2,                        false",
        "192.0.2.1,        ::ffff:192.0.2.1,                 true"
    })
    void anIpv6NetworkCountsAsOneAddress(String first, String second, boolean one) {
        var limits = new AcceptLimits(10, 1);
        assertThat(limits.enter(AcceptLimits.network(InetAddress.ofLiteral(first)))).isTrue();

        assertThat(limits.enter(AcceptLimits.network(InetAddress.ofLiteral(second))))
                .isEqualTo(!one);
    }
}
