package dev.godwit.local.stack;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// A service that does nothing but be ready: `TestService --config FILE`, where the file holds its
/// port. Without a port it fails as a service does that cannot use its configuration.
public final class TestService {
    private TestService() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        var port = PrivateFile.read(Path.of(arguments[1])).getProperty("port");
        if (port == null) {
            System.out.println("configuration: port: missing");
            System.exit(2);
            return;
        }
        var address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
        var server = HttpServer.create(address, 0);
        server.createContext(
                "/health/ready",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }
}
