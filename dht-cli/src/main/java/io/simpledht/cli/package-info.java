/**
 * The command line. {@link io.simpledht.cli.Main} runs one {@code Command} and ends the process
 * with its exit status. What commands are made of is in {@code console}; {@code client}, {@code
 * start} and {@code simulate} hold the commands and know nothing of each other.
 *
 * <p>Client commands start a Java machine for each call, so on their way every class costs: no
 * library, no regular expression, no stream, no {@code String.format}, and {@code Commands} loads
 * only the command that runs. {@code start} and {@code demo} are free of such worries.
 */
package io.simpledht.cli;
