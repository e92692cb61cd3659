/**
 * The messages: one immutable record for each, grouped by the sealed {@link
 * io.simpledht.protocol.message.Request} and {@link io.simpledht.protocol.message.Response}.
 */
package io.simpledht.protocol.message;
