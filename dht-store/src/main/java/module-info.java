/** Where a node keeps its copy of the data. */
module io.simpledht.store {
  requires transitive io.simpledht.protocol;

  exports io.simpledht.store;
}
