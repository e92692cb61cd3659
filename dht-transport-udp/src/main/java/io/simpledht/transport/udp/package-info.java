/** The transport over one UDP socket. */
package io.simpledht.transport.udp;
