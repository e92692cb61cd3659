package io.simpledht.node.rpc;

/**
 * The pending calls: found by request id, and in the order they were made. A hash table with linear
 * probing; request ids are random, so their lowest bits say where to look.
 */
final class CallTable {

  private static final int FIRST_CAPACITY = 8;

  /** Never more than half full, so that there is always a free place to end a search at. */
  private Call<?>[] places = new Call<?>[FIRST_CAPACITY];

  private int size;
  private Call<?> oldest;
  private Call<?> newest;

  int size() {
    return size;
  }

  /** The call made before all others that are in, or null. */
  Call<?> oldest() {
    return oldest;
  }

  /** The call with this request id, or null. */
  Call<?> get(long requestId) {
    return places[placeOf(requestId)];
  }

  /** Where a call with this id is, or is to be. */
  private int placeOf(long requestId) {
    int place = home(requestId);
    while (places[place] != null && places[place].requestId != requestId) {
      place = next(place);
    }
    return place;
  }

  private int home(long requestId) {
    return (int) requestId & places.length - 1;
  }

  private int next(int place) {
    return place + 1 & places.length - 1;
  }

  /** Adds a call whose id is not in. */
  void add(Call<?> call) {
    if (2 * (size + 1) > places.length) {
      grow();
    }
    places[placeOf(call.requestId)] = call;
    size++;
    call.older = newest;
    if (newest == null) {
      oldest = call;
    } else {
      newest.newer = call;
    }
    newest = call;
  }

  private void grow() {
    Call<?>[] before = places;
    places = new Call<?>[2 * before.length];
    for (Call<?> call : before) {
      if (call != null) {
        places[placeOf(call.requestId)] = call;
      }
    }
  }

  /** Takes a call out; without effect if it is not in. */
  void remove(Call<?> call) {
    int place = placeOf(call.requestId);
    if (places[place] != call) {
      return;
    }
    vacate(place);
    size--;
    if (call.older == null) {
      oldest = call.newer;
    } else {
      call.older.newer = call.newer;
    }
    if (call.newer == null) {
      newest = call.older;
    } else {
      call.newer.older = call.older;
    }
    call.older = null;
    call.newer = null;
  }

  /** Frees a place and moves up those behind it that would not be found any more. */
  private void vacate(int place) {
    int free = place;
    for (int at = next(place); places[at] != null; at = next(at)) {
      int home = home(places[at].requestId);
      boolean reachable = (at - home & places.length - 1) < (at - free & places.length - 1);
      if (!reachable) {
        places[free] = places[at];
        free = at;
      }
    }
    places[free] = null;
  }
}
