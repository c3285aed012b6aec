package dev.godwit.chat;

import dev.godwit.chat.admin.NewGeneration;
import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.config.ConfigReader;
import dev.godwit.config.InvalidConfiguration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// `Admin new-generation [--config FILE]`: what an operator asks for, with the configuration of a
/// chat service. Ends with 2 where the command or the configuration is wrong, with 1 where the
/// database cannot be reached or did not say what became of it: to be repeated.
public final class Admin {
    private static final Logger LOG = LoggerFactory.getLogger(Admin.class);
    private static final String USAGE =
            """
            usage: admin new-generation [--config FILE]

            Begins a new generation of the log. To be run once the database was replaced by an
            older copy of itself, before chat services and gateways reach it again.\
            """;

    private Admin() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    /// Returns the exit status.
    static int run(
            String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (List.of(arguments).contains("--help")) {
            out.println(USAGE);
            return 0;
        }
        try {
            if (arguments.length == 0 || !"new-generation".equals(arguments[0])) {
                throw new IllegalArgumentException(USAGE);
            }
            var options = Arrays.copyOfRange(arguments, 1, arguments.length);
            var settings = ConfigReader.ofCommandLine(options, environment);
            var log = NewGeneration.begin(ChatConfig.read(settings).database());
            LOG.atInfo().addKeyValue("log", log).log("the log has a new generation");
            return 0;
        } catch (InvalidConfiguration | IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        } catch (StoreUnavailable e) {
            err.println(e.getMessage());
            return 1;
        }
    }
}
