package io.simpledht.simulator.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

  /** Strict in reading: what a hand has cut away must not pass for zero. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build()
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
    World world = null;
    PlanCheck check = null;
    List<Step> steps = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        if (world == null) {
          world = parse(lines.get(i), World.class);
          check = new PlanCheck(world);
        } else {
          Step step = parse(lines.get(i), Step.class);
          check.next(step);
          steps.add(step);
        }
      } catch (ScenarioException e) {
        throw new ScenarioException(source + ":" + (i + 1) + ": " + e.getMessage());
      }
    }
    if (world == null) {
      throw new ScenarioException(source + ": a plan begins with a line that describes the world");
    }
    return new Plan(world, steps);
  }

  private static <T> T parse(String json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new ScenarioException("not a line of a plan: null");
      }
      return value;
    } catch (JsonProcessingException e) {
      String why = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new ScenarioException("not a line of a plan: " + why);
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
