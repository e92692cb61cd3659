package io.simpledht.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import java.net.BindException;

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
    // The transport's contract says "address in use" with the platform's exception; it opens
    // nothing.
    return dependOnClassesThat(
        resideInAnyPackage("java.net", "javax.net..")
            .and(not(type(BindException.class)))
            .or(NETWORK_CHANNEL));
  }
}
