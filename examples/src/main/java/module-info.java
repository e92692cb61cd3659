/** Small programs that use the library as any application would. */
module io.simpledht.examples {
  requires io.simpledht.node;
}
