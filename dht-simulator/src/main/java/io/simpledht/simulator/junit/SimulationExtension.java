package io.simpledht.simulator.junit;

import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.SimulationOptions;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
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
    return seeds(test).mapToObj(seed -> new Invocation(method, test, seed));
  }

  private static SimulationTest annotation(Method method) {
    return method.getAnnotation(SimulationTest.class);
  }

  private static LongStream seeds(SimulationTest test) {
    Long only = Long.getLong(SimulationTest.SEED_PROPERTY);
    if (only != null) {
      return LongStream.of(only);
    }
    int count = Integer.getInteger(SimulationTest.SEEDS_PROPERTY, test.seeds());
    return LongStream.range(test.firstSeed(), test.firstSeed() + count);
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
