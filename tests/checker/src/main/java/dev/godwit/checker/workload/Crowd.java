package dev.godwit.checker.workload;

/// Who takes part: `people`, of whom a share `severalDevices` has `devices` devices and the others
/// one, each with `friends` conversations.
///
/// Of the devices, a share `badGateways` connects through the links that lose, slow and cut.
public record Crowd(
        int people, double severalDevices, int devices, int friends, double badGateways) {
    public Crowd {
        Shares.check("crowd.severalDevices", severalDevices);
        Shares.check("crowd.badGateways", badGateways);
        Shares.atLeast("crowd.devices", devices, 1);
        Shares.atLeast("crowd.friends", friends, 1);
    }

    public static Crowd of(int people) {
        return new Crowd(people, 0.3, 2, 4, 0.1);
    }

    public Crowd withBadGateways(double share) {
        return new Crowd(people, severalDevices, devices, friends, share);
    }
}
