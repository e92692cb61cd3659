package io.simpledht.protocol.message;

import java.util.List;

/** Argument checks the records share. */
final class Limits {

  private Limits() {}

  static void requireRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be " + min + " to " + max + ", was " + value);
    }
  }

  static <T> List<T> requireSize(String name, List<T> list, int min, int max) {
    if (list.size() < min || list.size() > max) {
      requireRange("size of " + name, list.size(), min, max);
    }
    return List.copyOf(list);
  }
}
