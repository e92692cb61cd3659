package io.simpledht.protocol.transport;

/**
 * What a transport has moved and dropped since it started.
 *
 * @param datagramsSent handed to the network
 * @param bytesSent payload bytes handed to the network, headers of UDP and IP not counted
 * @param datagramsReceived taken from the network
 * @param bytesReceived payload bytes taken from the network
 * @param sendsDropped never handed to the network: the queue was full or the platform refused
 */
public record TransportStats(
    long datagramsSent,
    long bytesSent,
    long datagramsReceived,
    long bytesReceived,
    long sendsDropped) {}
