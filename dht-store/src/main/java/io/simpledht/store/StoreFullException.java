package io.simpledht.store;

/** A configured limit would be passed. */
public final class StoreFullException extends StoreException {

  private static final long serialVersionUID = 1;

  /**
   * Names the limit and its value, such as {@code "maxEntries is 1000000"}.
   *
   * @param limitName the setting that is exhausted
   * @param limit its value
   */
  public StoreFullException(String limitName, long limit) {
    super("the store is full: " + limitName + " is " + limit, null);
  }
}
