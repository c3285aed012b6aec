package dev.godwit.chat;

import dev.godwit.chat.admin.NewGeneration;
import dev.godwit.config.ConfigReader;
import dev.godwit.config.InvalidConfiguration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Arrays;

/// `Admin new-generation [--config FILE]`: what an operator asks for, with the configuration of a
/// chat service. Ends with 2 where the command or the configuration is wrong.
public final class Admin {
    private static final Logger LOG = LoggerFactory.getLogger(Admin.class);
    private static final String USAGE = "usage: admin new-generation [--config FILE]";

    private Admin() {}

    public static void main(String[] arguments) {
        try {
            if (arguments.length == 0 || !"new-generation".equals(arguments[0])) {
                throw new IllegalArgumentException(USAGE);
            }
            var options = Arrays.copyOfRange(arguments, 1, arguments.length);
            var settings = ConfigReader.ofCommandLine(options, System.getenv());
            var log = NewGeneration.begin(ChatConfig.read(settings).database());
            LOG.atInfo().addKeyValue("log", log).log("the log has a new generation");
        } catch (InvalidConfiguration | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
