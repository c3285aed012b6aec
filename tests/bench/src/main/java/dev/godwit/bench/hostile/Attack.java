package dev.godwit.bench.hostile;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What the hostile client does, each on a connection of its own and all at the same time. It never
/// reads; it keeps below the rates at which it would be cut off at once.
enum Attack {
    /// Just below the allowed rate of frames.
    PING_FLOOD {
        @Override
        void act(HostileSocket socket, BooleanSupplier goOn) throws IOException {
            while (goOn.getAsBoolean()) {
                for (var i = 0; i < 19; i++) socket.frame(true, HostileSocket.PING, 125);
                pause(10);
            }
        }
    },
    /// As many as the gateway takes.
    FRAMES_AT_THE_LIMIT {
        @Override
        void act(HostileSocket socket, BooleanSupplier goOn) throws IOException {
            while (goOn.getAsBoolean()) socket.frame(true, HostileSocket.TEXT, 65_536);
        }
    },
    /// Sends to itself, and never reads what becomes of it.
    NEVER_READS {
        @Override
        void act(HostileSocket socket, BooleanSupplier goOn) throws IOException {
            for (var i = 0; goOn.getAsBoolean(); i++) {
                socket.send(i, 4096);
                pause(50);
            }
        }
    },
    ENDLESS_FRAGMENTS {
        @Override
        void act(HostileSocket socket, BooleanSupplier goOn) throws IOException {
            socket.frame(false, HostileSocket.TEXT, 30_000);
            for (var i = 0; i < 30_000 && goOn.getAsBoolean(); i++) {
                socket.frame(false, HostileSocket.MORE, 1);
                if (i % 10 == 0) pause(10);
            }
        }
    },
    BYTE_BY_BYTE {
        @Override
        void act(HostileSocket socket, BooleanSupplier goOn) throws IOException {
            socket.frameHead(65_536);
            while (goOn.getAsBoolean()) {
                socket.raw(new byte[1]);
                pause(10);
            }
        }
    },
    COMPRESSED_FRAMES {
        @Override
        void act(HostileSocket socket, BooleanSupplier goOn) throws IOException {
            while (goOn.getAsBoolean()) {
                socket.frame(true, HostileSocket.TEXT | HostileSocket.COMPRESSED, 1000);
                pause(100);
            }
        }
    },
    CLOSE_FLOOD {
        @Override
        void act(HostileSocket socket, BooleanSupplier goOn) throws IOException {
            while (goOn.getAsBoolean()) {
                socket.frame(true, HostileSocket.CLOSE, 0);
                pause(100);
            }
        }
    },
    HALF_HANDSHAKE {
        @Override
        boolean isUpgraded() {
            return false;
        }

        @Override
        void act(HostileSocket socket, BooleanSupplier goOn) throws IOException {
            socket.raw("GET /v1/ws?device=x HTTP/1.1\r\nX: ".getBytes(HostileSocket.ASCII));
            while (goOn.getAsBoolean()) {
                socket.raw(new byte[] {'x'});
                pause(10);
            }
        }
    },
    NO_TOKEN {
        @Override
        boolean isUpgraded() {
            return false;
        }

        @Override
        void act(HostileSocket socket, BooleanSupplier goOn) throws IOException {
            var request = "GET /v1/ws?device=x HTTP/1.1\r\nExpect: 100-continue\r\n\r\n";
            while (goOn.getAsBoolean()) {
                socket.raw(request.getBytes(HostileSocket.ASCII));
                pause(1);
            }
        }
    };

    /// Until the socket breaks or it shall not go on.
    abstract void act(HostileSocket socket, BooleanSupplier goOn) throws IOException;

    boolean isUpgraded() {
        return true;
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(millis * 1_000_000);
    }
}
