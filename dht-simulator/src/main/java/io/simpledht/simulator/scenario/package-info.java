/**
 * Scenarios: what is to happen, in the words of whoever wrote them. A {@link
 * io.simpledht.simulator.scenario.Scenario} comes from a YAML file, and together with a seed is
 * expanded into a {@link io.simpledht.simulator.plan.Plan}.
 */
package io.simpledht.simulator.scenario;
