/**
 * Messages to datagrams and back, as {@code docs/PROTOCOL.md} specifies, and the sizes senders need
 * in order to fill a datagram without overflowing it.
 */
package io.simpledht.protocol.codec;
