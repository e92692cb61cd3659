package io.simpledht.simulator.random;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The distribution of a random quantity, as its quantile function: each draw costs one uniform
 * number, which a stream or a counter may supply. Times are in nanoseconds. Only {@link StrictMath}
 * is used, so a law yields the same bits on every machine.
 */
public sealed interface Law {

  /**
   * The value not exceeded with probability {@code u}.
   *
   * @param u in [0, 1); 0 yields a finite value
   */
  double quantile(double u);

  /** The expectation; infinite where it does not exist. */
  double mean();

  /** Draws one value. */
  default double sample(RandomGenerator random) {
    return quantile(random.nextDouble());
  }

  /** Draws a time in nanoseconds, never negative. */
  default long sampleNanos(RandomGenerator random) {
    return StrictMath.max(0, (long) sample(random));
  }

  /** Always {@code value}. */
  static Law constant(double value) {
    return new Constant(value);
  }

  /** Always {@code value}, in nanoseconds. */
  static Law constant(Duration value) {
    return new Constant(value.toNanos());
  }

  /** Equally likely anywhere in [{@code low}, {@code high}). */
  static Law uniform(double low, double high) {
    return new Uniform(low, high);
  }

  /** Equally likely anywhere in [{@code low}, {@code high}), in nanoseconds. */
  static Law uniform(Duration low, Duration high) {
    return new Uniform(low.toNanos(), high.toNanos());
  }

  /** Memoryless with this mean. */
  static Law exponential(double mean) {
    return new Exponential(mean);
  }

  /** Memoryless with this mean, in nanoseconds. */
  static Law exponential(Duration mean) {
    return new Exponential(mean.toNanos());
  }

  /** Normal. */
  static Law normal(double mean, double deviation) {
    return new Normal(mean, deviation);
  }

  /** Log-normal: half of the draws lie below {@code median}, the logarithm deviates by sigma. */
  static Law logNormal(double median, double sigma) {
    return new LogNormal(median, sigma);
  }

  /** Log-normal in nanoseconds. */
  static Law logNormal(Duration median, double sigma) {
    return new LogNormal(median.toNanos(), sigma);
  }

  /** Weibull; a shape below 1 has a heavy tail. */
  static Law weibull(double shape, double scale) {
    return new Weibull(shape, scale);
  }

  /** Weibull in nanoseconds. */
  static Law weibull(double shape, Duration scale) {
    return new Weibull(shape, scale.toNanos());
  }

  /** Pareto shifted to begin at 0 (Lomax); the mean exists for a shape above 1. */
  static Law pareto(double shape, double scale) {
    return new Pareto(shape, scale);
  }

  /** Shifted Pareto in nanoseconds. */
  static Law pareto(double shape, Duration scale) {
    return new Pareto(shape, scale.toNanos());
  }

  /** See {@link #constant(double)}. */
  record Constant(double value) implements Law {
    @Override
    public double quantile(double u) {
      return value;
    }

    @Override
    public double mean() {
      return value;
    }
  }

  /** See {@link #uniform(double, double)}. */
  record Uniform(double low, double high) implements Law {
    public Uniform {
      if (!(low <= high)) {
        throw new IllegalArgumentException("low " + low + " must not exceed high " + high);
      }
    }

    @Override
    public double quantile(double u) {
      return low + u * (high - low);
    }

    @Override
    public double mean() {
      return low + (high - low) / 2;
    }
  }

  /** See {@link #exponential(double)}. */
  record Exponential(double mean) implements Law {
    public Exponential {
      requirePositive("mean", mean);
    }

    @Override
    public double quantile(double u) {
      return -mean * StrictMath.log1p(-u);
    }
  }

  /** See {@link #normal}. */
  record Normal(double mean, double deviation) implements Law {
    public Normal {
      requirePositive("deviation", deviation);
    }

    @Override
    public double quantile(double u) {
      return mean + deviation * NormalQuantile.ofUnit(u);
    }
  }

  /** See {@link #logNormal(double, double)}. */
  record LogNormal(double median, double sigma) implements Law {
    public LogNormal {
      requirePositive("median", median);
      requirePositive("sigma", sigma);
    }

    @Override
    public double quantile(double u) {
      return median * StrictMath.exp(sigma * NormalQuantile.ofUnit(u));
    }

    @Override
    public double mean() {
      return median * StrictMath.exp(sigma * sigma / 2);
    }
  }

  /** See {@link #weibull(double, double)}. */
  record Weibull(double shape, double scale) implements Law {
    public Weibull {
      requirePositive("shape", shape);
      requirePositive("scale", scale);
    }

    @Override
    public double quantile(double u) {
      return scale * StrictMath.pow(-StrictMath.log1p(-u), 1 / shape);
    }

    @Override
    public double mean() {
      return scale * Gamma.of(1 + 1 / shape);
    }
  }

  /** See {@link #pareto(double, double)}. */
  record Pareto(double shape, double scale) implements Law {
    public Pareto {
      requirePositive("shape", shape);
      requirePositive("scale", scale);
    }

    @Override
    public double quantile(double u) {
      return scale * StrictMath.expm1(-StrictMath.log1p(-u) / shape);
    }

    @Override
    public double mean() {
      return shape > 1 ? scale / (shape - 1) : Double.POSITIVE_INFINITY;
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
