/** The seam under the node: datagrams, one event loop, time, and where unexpected errors go. */
package io.simpledht.protocol.transport;
