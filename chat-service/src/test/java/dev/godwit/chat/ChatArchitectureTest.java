package dev.godwit.chat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.godwit.chat", importOptions = ImportOption.DoNotIncludeTests.class)
class ChatArchitectureTest {
    @ArchTest
    static final ArchRule KAFKA_IS_KNOWN_TO_ITS_ADAPTER_ALONE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..chat.kafka..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule REDIS_IS_KNOWN_TO_ITS_ADAPTER_ALONE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..chat.presence..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("redis..");

    @ArchTest
    static final ArchRule HTTP_IS_KNOWN_TO_THE_PORTS_ALONE =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.godwit.chat",
                            "..chat.internalapi..",
                            "..chat.publicapi..",
                            "..chat.http..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("com.linecorp..");

    @ArchTest
    static final ArchRule ONLY_STAGES_WITH_TABLES_ASK_THE_DATABASE =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..chat.delivery..",
                            "..chat.kafka..",
                            "..chat.presence..",
                            "..chat.internalapi..",
                            "..chat.publicapi..",
                            "..chat.http..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "javax.sql..", "com.zaxxer..");

    @ArchTest
    static final ArchRule THE_POOL_IS_KNOWN_TO_DATABASE_ALONE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..chat.database..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javax.sql..", "com.zaxxer..", "org.flywaydb..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.godwit.chat.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_ROOT_KNOWS_THE_ROOT =
            noClasses()
                    .that()
                    .resideInAPackage("dev.godwit.chat.*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.godwit.chat");

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_OF_OPERATORS_PRINTS =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(Admin.class)
                    .should()
                    .accessField(System.class, "out");

    @ArchTest
    static final ArchRule NO_DATES =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Date")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Calendar");

    @ArchTest
    static final ArchRule NULL_IS_MARKED_EVERYWHERE =
            classes().should(resideInANullMarkedPackage());

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass each, ConditionEvents events) {
                var marked = each.getPackage().isAnnotatedWith(NullMarked.class);
                if (!marked)
                    events.add(SimpleConditionEvent.violated(each, each.getName() + " does not"));
            }
        };
    }
}
