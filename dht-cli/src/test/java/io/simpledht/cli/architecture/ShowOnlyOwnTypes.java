package io.simpledht.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/**
 * The signatures a user compiles against, type arguments and supertypes included, name types of the
 * JDK and ours only: a library behind them can then be replaced without anybody noticing.
 */
final class ShowOnlyOwnTypes extends ArchCondition<JavaClass> {

  private ShowOnlyOwnTypes() {
    super("show only types of their own and of the JDK in public signatures");
  }

  static ArchCondition<JavaClass> andThoseOfTheJdk() {
    return new ShowOnlyOwnTypes();
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
        .forEach(parent -> report(type, type.getName(), parent, events));
    for (JavaMember member : type.getMembers()) {
      if (isVisible(member)) {
        shownBy(member).forEach(shown -> report(type, member.getFullName(), shown, events));
      }
    }
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaType> shownBy(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit unit = (JavaCodeUnit) member;
    return Stream.of(
            Stream.of(unit.getReturnType()),
            unit.getParameterTypes().stream(),
            unit.getThrowsClause().getTypes().stream().map(JavaType.class::cast))
        .flatMap(shown -> shown);
  }

  private static void report(
      JavaClass owner, String where, JavaType shown, ConditionEvents events) {
    for (JavaClass raw : shown.getAllInvolvedRawTypes()) {
      String name = raw.getBaseComponentType().getPackageName();
      if (!name.isEmpty() && !name.startsWith("java.") && !name.startsWith("io.simpledht.")) {
        events.add(SimpleConditionEvent.violated(owner, where + " shows " + raw.getName()));
      }
    }
  }
}
