package dev.godwit.chaos.cluster;

import dev.godwit.embedded.Service;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which code gateways and chat services run: what their modules package, with `before` in front of
/// it, and `jvmOptions` beside the usual ones. With `previous`, a built checkout of the version
/// before, each service runs that until it is upgraded.
public record Build(List<Path> before, List<String> jvmOptions, @Nullable Path previous) {
    public Build {
        before = List.copyOf(before);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /// What is packaged, as it is.
    public static Build own() {
        return new Build(List.of(), List.of(), null);
    }

    /// What is compiled in `folder` replaces what has the same name.
    public Build with(Path folder) {
        var all = new ArrayList<>(before);
        all.addFirst(folder);
        return new Build(all, jvmOptions, previous);
    }

    /// The same, that takes over from what is built in `checkout`.
    public Build upgradeFrom(Path checkout) {
        for (var service : Service.values()) {
            service.classPath(checkout);
        }
        return new Build(before, jvmOptions, checkout);
    }

    String classPath(Service service, boolean upgraded) {
        if (previous != null && !upgraded) {
            return service.classPath(previous);
        }
        return Stream.concat(before.stream().map(Path::toString), Stream.of(service.classPath()))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
