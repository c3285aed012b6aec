package dev.godwit.infra;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetectorFactory;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test class after which Netty's leak detector has something to report. JUnit finds it by
/// itself in every module that has this one on its test class path, before the first buffer is
/// made. Thread-safe.
///
/// How closely the detector looks is its own setting (`io.netty.leakDetection.level`).
public final class LeakCheck implements AfterAllCallback {
    private static final LeakReports REPORTS = new LeakReports();

    static {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(REPORTS);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.gc(); // what is leaked is found once it is garbage, and somebody makes a buffer
        UnpooledByteBufAllocator.DEFAULT.directBuffer(1).release();
        REPORTS.failIfAny();
    }
}
