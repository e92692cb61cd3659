package io.simpledht.simulator.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each of many seeds, each time in a fresh {@link
 * io.simpledht.simulator.Simulation}, which it takes as a parameter. When it ends, all datagrams
 * have to be accounted for.
 *
 * <p>A failure names its seed. To run only that one, set the system property {@value
 * #SEED_PROPERTY}; to run more or fewer seeds than the annotation says, set {@value
 * #SEEDS_PROPERTY}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@SuppressWarnings("exports") // whoever compiles a test has JUnit
@TestTemplate
@ExtendWith(SimulationExtension.class)
public @interface SimulationTest {

  /** System property with the one seed to run. */
  String SEED_PROPERTY = "simpledht.seed";

  /** System property with the number of seeds to run. */
  String SEEDS_PROPERTY = "simpledht.seeds";

  /** How many seeds. */
  int seeds() default 10;

  /** The first seed; the others follow it. */
  long firstSeed() default 1;

  /**
   * Whether datagrams are overwritten after their handler returned, to find buffers that are kept.
   */
  boolean paranoid() default true;
}
