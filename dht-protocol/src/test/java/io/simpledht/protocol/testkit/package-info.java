/** Seeded generators of values and messages, for the tests of every module. */
package io.simpledht.protocol.testkit;
