package io.simpledht.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;

/**
 * Whatever reaches a network: {@code java.net}, whose names are resolved by asking one, and the
 * network channels of {@code java.nio}. Buffers and file channels are fine.
 */
final class UseSockets {

  private static final DescribedPredicate<JavaClass> NETWORK_CHANNEL =
      DescribedPredicate.describe(
          "are network channels or selectors",
          type ->
              type.getPackageName().equals("java.nio.channels")
                  && (type.isAssignableTo("java.nio.channels.NetworkChannel")
                      || type.isAssignableTo("java.nio.channels.Selector")));

  private UseSockets() {}

  static ArchCondition<JavaClass> orSelectors() {
    return dependOnClassesThat(resideInAnyPackage("java.net", "javax.net..").or(NETWORK_CHANNEL));
  }
}
