package dev.godwit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.godwit", importOptions = ImportOption.DoNotIncludeTests.class)
class CommonArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_NO_PIPELINES_AND_NO_SQL =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.netty..", "java.sql..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.godwit.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule IDS_ARE_RECORDS =
            classes().that().haveSimpleNameEndingWith("Id").should().beRecords();
}
