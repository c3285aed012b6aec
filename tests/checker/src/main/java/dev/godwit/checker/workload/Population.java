package dev.godwit.checker.workload;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Who takes part in a run and who talks with whom: the same for everybody who knows the run's name
/// and its workload.
///
/// People stand in a circle and talk with the nearest on either side, who are in other client
/// processes where there are several; one in twenty also keeps notes to themselves.
public record Population(String run, Workload workload) {
    private static final int NOTE_TAKERS = 20;

    /// Everybody in one client process.
    public List<Person> of(String host) {
        var place = workload.hosts().indexOf(host);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "%s (expected: one of %s)".formatted(host, workload.hosts()));
        }
        var step = workload.hosts().size();
        return IntStream.range(0, workload.crowd().people())
                .filter(index -> index % step == place)
                .mapToObj(this::person)
                .toList();
    }

    private Person person(int index) {
        var random = new SplittableRandom(workload.seed() * 31 + index);
        var crowd = workload.crowd();
        var misbehaviour = workload.misbehaviour();
        var count = random.nextDouble() < crowd.severalDevices() ? crowd.devices() : 1;
        var devices = new ArrayList<Person.Device>();
        for (var i = 0; i < count; i++) {
            devices.add(
                    new Person.Device(
                            "d" + i,
                            random.nextDouble() < crowd.badGateways(),
                            random.nextDouble() < misbehaviour.slowReaders(),
                            random.nextDouble() < misbehaviour.lateAckers()));
        }
        return new Person(index, user(index), devices, friends(index));
    }

    private List<String> friends(int index) {
        var people = workload.crowd().people();
        var friends = new LinkedHashSet<String>();
        for (var distance = 1;
                friends.size() < Math.min(workload.crowd().friends(), people - 1);
                distance++) {
            friends.add(user(Math.floorMod(index + distance, people)));
            if (friends.size() < workload.crowd().friends()) {
                friends.add(user(Math.floorMod(index - distance, people)));
            }
        }
        friends.remove(user(index));
        if (index % NOTE_TAKERS == 0) friends.add(user(index));
        return List.copyOf(friends);
    }

    private String user(int index) {
        return run + "-" + index;
    }
}
