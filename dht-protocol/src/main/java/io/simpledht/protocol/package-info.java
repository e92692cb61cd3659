/**
 * The values every part speaks of: ids and their metric, keys, versions, entries, addresses. All
 * are immutable and compare by content.
 */
package io.simpledht.protocol;
