/** Commands that run nodes of their own: {@code start} and {@code demo}. */
package io.simpledht.cli.start;
