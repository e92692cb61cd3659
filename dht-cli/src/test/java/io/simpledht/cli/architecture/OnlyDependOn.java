package io.simpledht.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.lang.ArchCondition;

/** Nothing outside some packages; primitives and arrays of them have none. */
final class OnlyDependOn {

  private OnlyDependOn() {}

  static ArchCondition<JavaClass> packages(String... packages) {
    return onlyDependOnClassesThat(
        resideInAnyPackage(packages).or(Predicates.resideInAPackage("")));
  }
}
