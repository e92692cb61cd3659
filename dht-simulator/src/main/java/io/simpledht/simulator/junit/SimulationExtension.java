package io.simpledht.simulator.junit;

import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.SimulationOptions;
import io.simpledht.simulator.scenario.SeedText;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * Turns one {@link SimulationTest} into one invocation for each seed. Public because JUnit makes
 * it.
 */
@SuppressWarnings("exports") // whoever compiles a test has JUnit
public final class SimulationExtension implements TestTemplateInvocationContextProvider {

  /** For JUnit. */
  public SimulationExtension() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return context.getTestMethod().map(SimulationExtension::annotation).isPresent();
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    Method method = context.getRequiredTestMethod();
    SimulationTest test = annotation(method);
    return seeds(test, System::getProperty).mapToObj(seed -> new Invocation(method, test, seed));
  }

  private static SimulationTest annotation(Method method) {
    return method.getAnnotation(SimulationTest.class);
  }

  /** The seeds to run; a property that is no number must not pass for one that is not set. */
  static LongStream seeds(SimulationTest test, UnaryOperator<String> properties) {
    String only = properties.apply(SimulationTest.SEED_PROPERTY);
    if (only != null) {
      Long seed = SeedText.parse(only.strip());
      if (seed == null) {
        throw wrong(SimulationTest.SEED_PROPERTY, SeedText.FORM, only);
      }
      return LongStream.of(seed);
    }
    int count = count(test, properties.apply(SimulationTest.SEEDS_PROPERTY));
    return LongStream.range(test.firstSeed(), test.firstSeed() + count);
  }

  private static int count(SimulationTest test, String text) {
    if (text == null) {
      return test.seeds();
    }
    Long count = SeedText.parse(text.strip());
    if (count == null || count < 1 || count > Integer.MAX_VALUE) {
      throw wrong(SimulationTest.SEEDS_PROPERTY, "a whole number from 1 to 2147483647", text);
    }
    return count.intValue();
  }

  private static ExtensionConfigurationException wrong(String name, String form, String text) {
    return new ExtensionConfigurationException(name + " must be " + form + ", was \"" + text + '"');
  }

  /** One run of one method. */
  private record Invocation(Method method, SimulationTest test, long seed)
      implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int index) {
      return "seed " + seed;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new World(options().open()));
    }

    private SimulationOptions options() {
      String name = method.getDeclaringClass().getSimpleName() + '#' + method.getName();
      String hint = "mvn test -Dtest=" + name + " -D" + SimulationTest.SEED_PROPERTY + "={seed}";
      return SimulationOptions.seeded(seed).withParanoid(test.paranoid()).withReplayHint(hint);
    }
  }

  /** Hands the simulation to the test and checks its books afterwards. */
  private record World(Simulation simulation)
      implements ParameterResolver, AfterTestExecutionCallback {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Simulation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return simulation;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
      simulation.network().requireConserved();
    }
  }
}
