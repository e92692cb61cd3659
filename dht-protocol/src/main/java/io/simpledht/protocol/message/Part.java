package io.simpledht.protocol.message;

/**
 * One of the datagrams that answer a request together. They are sent one after the other and travel
 * each by itself: any may be lost, come twice or overtake another. Each is of use without the
 * others.
 */
public interface Part {

  /** Datagrams that answer one request, at most. */
  int MAX_PARTS = 4;

  /** Its place among them, from 0. */
  int part();

  /** Whether another one was sent behind it. */
  boolean more();
}
