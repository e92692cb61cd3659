/**
 * Commands that ask a running node: {@code put}, {@code get}, {@code delete}, {@code info} and the
 * like.
 */
package io.simpledht.cli.client;
