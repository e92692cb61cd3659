/** Where a node keeps its copy of the data: the SPI and the stores that ship. */
package io.simpledht.store;
