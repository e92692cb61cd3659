/** Seeded generators of values and messages, and the contract of transports, for all tests. */
package io.simpledht.protocol.testkit;
