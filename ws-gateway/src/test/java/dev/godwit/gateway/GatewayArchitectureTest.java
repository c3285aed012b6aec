package dev.godwit.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.godwit.gateway",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class GatewayArchitectureTest {
    private static final String KAFKA = "org.apache.kafka..";
    private static final String REDIS = "redis.clients..";
    private static final String HTTP_CLIENT = "com.linecorp.armeria..";
    private static final String TOKENS = "com.nimbusds..";

    @ArchTest
    static final ArchRule A_CONNECTION_KNOWS_NOTHING_OF_THE_OUTSIDE =
            noClasses()
                    .that()
                    .resideInAnyPackage("..gateway.connection..", "..gateway.registry..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            KAFKA,
                            REDIS,
                            HTTP_CLIENT,
                            TOKENS,
                            "java.net.http..",
                            "io.netty.handler.codec..",
                            "dev.godwit.gateway.transport..");

    /// Whatever carries it, a WebSocket's channel or one HTTP request after the other.
    @ArchTest
    static final ArchRule A_CONNECTION_KNOWS_NO_CHANNEL =
            noClasses()
                    .that()
                    .resideInAPackage("..gateway.connection..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.netty..");

    @ArchTest
    static final ArchRule DELIVERY_IS_A_PURE_RULE =
            noClasses()
                    .that()
                    .resideInAPackage("dev.godwit.gateway.delivery..")
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages(
                            "dev.godwit.gateway.delivery..",
                            "dev.godwit.internalapi..",
                            "java.lang..",
                            "java.util",
                            "org.jspecify..");

    @ArchTest
    static final ArchRule A_HANDSHAKE_KNOWS_NOTHING_OF_THE_OUTSIDE =
            noClasses()
                    .that()
                    .resideInAnyPackage("..gateway.handshake..", "..gateway.drain..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(KAFKA, REDIS, HTTP_CLIENT, TOKENS);

    @ArchTest
    static final ArchRule ADAPTERS_DO_NOT_TOUCH_SOCKETS =
            noClasses()
                    .that()
                    .resideInAnyPackage("..gateway.presence..", "..gateway.downlink..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule NOBODY_TOUCHES_THE_DATABASE =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..");

    /// A pattern can backtrack, and what it is given here comes from anybody, on an event loop.
    @ArchTest
    static final ArchRule NOTHING_IS_MATCHED_BY_A_PATTERN =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.regex..");

    @ArchTest
    static final ArchRule STAGES_HAVE_NO_CYCLES =
            slices().matching("dev.godwit.gateway.(*)..").should().beFreeOfCycles();
}
