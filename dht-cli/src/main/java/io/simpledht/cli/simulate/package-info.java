/** {@code simpledht simulate}: one run, sweeps and their reports, replay, exploration. */
package io.simpledht.cli.simulate;
