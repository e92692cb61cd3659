package io.simpledht.simulator.report;

/**
 * One line or layer of a chart over time.
 *
 * @param name for the legend
 * @param values one for each instant of the chart
 */
record Series(String name, double[] values) {

  double total() {
    double total = 0;
    for (double value : values) {
      total += value;
    }
    return total;
  }
}
