package io.simpledht.simulator.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.simpledht.simulator.scenario.ScenarioException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans as text: one JSON object a line, the {@link World} first, then each {@link Step}. Made to
 * be read, cut and changed by hand too.
 */
public final class PlanFile {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(Duration.class, new DurationWriter())
                  .addDeserializer(Duration.class, new DurationReader()));

  private PlanFile() {}

  /** The plan as lines, each ended. */
  public static String write(Plan plan) {
    try {
      StringBuilder text = new StringBuilder(MAPPER.writeValueAsString(plan.world())).append('\n');
      for (Step step : plan.steps()) {
        text.append(MAPPER.writerFor(Step.class).writeValueAsString(step)).append('\n');
      }
      return text.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan that cannot be written", e);
    }
  }

  /**
   * Reads a plan.
   *
   * @param source what to call the text in messages
   * @throws ScenarioException naming the line that cannot be read
   */
  public static Plan read(String source, String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      throw new ScenarioException(source + ": a plan begins with a line that describes the world");
    }
    World world = parse(source, 1, lines.get(0), World.class);
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      Step step = parse(source, i + 1, lines.get(i), Step.class);
      if (!steps.isEmpty() && step.at() < steps.get(steps.size() - 1).at()) {
        throw new ScenarioException(source + ":" + (i + 1) + ": earlier than the step before it");
      }
      steps.add(step);
    }
    return new Plan(world, steps);
  }

  private static <T> T parse(String source, int line, String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      String why = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new ScenarioException(source + ":" + line + ": not a line of a plan: " + why);
    }
  }

  private static final class DurationWriter extends StdSerializer<Duration> {
    private static final long serialVersionUID = 1;

    DurationWriter() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeNumber(value.toNanos());
    }
  }

  private static final class DurationReader extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1;

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return Duration.ofNanos(json.getLongValue());
    }
  }
}
