package dev.godwit.checker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.godwit", importOptions = ImportOption.DoNotIncludeTests.class)
final class CheckerArchitectureTest {
    /// All that is of Godwit on this class path is the judge, so this also says that no class of
    /// what is judged is within its reach.
    @ArchTest
    static final ArchRule NOTHING_ELSE_OF_GODWIT_IS_IN_REACH =
            classes().should().resideInAPackage("dev.godwit.checker..");

    @ArchTest
    static final ArchRule NOTHING_IS_SHARED_WITH_WHAT_IS_JUDGED =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.godwit.checker..",
                            "java..",
                            "javax.crypto..",
                            "org.jspecify.annotations..",
                            "com.fasterxml.jackson..",
                            "org.postgresql..",
                            "redis.clients.jedis..",
                            "org.HdrHistogram..");

    @ArchTest
    static final ArchRule THE_CHECKS_TALK_TO_NOBODY =
            noClasses()
                    .that()
                    .resideInAPackage("..checker.check..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.net..",
                            "java.sql..",
                            "redis..",
                            "..judge.wire..",
                            "..judge.client..",
                            "..judge.evidence..");

    @ArchTest
    static final ArchRule PACKAGES_DO_NOT_GO_IN_CIRCLES =
            slices().matching("dev.godwit.checker.(*)..").should().beFreeOfCycles();
}
