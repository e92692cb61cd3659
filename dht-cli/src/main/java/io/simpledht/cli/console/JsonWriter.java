package io.simpledht.cli.console;

/**
 * Writes one JSON object as text. A library would do it too, in a quarter of a client command's
 * whole time.
 */
public final class JsonWriter {

  private final StringBuilder text = new StringBuilder(256);
  private boolean first = true;

  /** An object that begins with whether the command did what was asked. */
  public static JsonWriter of(boolean ok) {
    return new JsonWriter().beginObject().field("ok", ok);
  }

  public JsonWriter beginObject() {
    return begin('{');
  }

  public JsonWriter endObject() {
    return end('}');
  }

  public JsonWriter beginArray(String name) {
    name(name);
    first = true;
    return begin('[');
  }

  public JsonWriter endArray() {
    return end(']');
  }

  private JsonWriter begin(char bracket) {
    separate();
    text.append(bracket);
    first = true;
    return this;
  }

  private JsonWriter end(char bracket) {
    text.append(bracket);
    first = false;
    return this;
  }

  private void separate() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  private void name(String name) {
    separate();
    quote(name);
    text.append(':');
  }

  public JsonWriter field(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  public JsonWriter field(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /** A finite number. */
  public JsonWriter field(String name, double value) {
    name(name);
    text.append(value);
    return this;
  }

  public JsonWriter field(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /** Adds a string to an array. */
  public JsonWriter item(String value) {
    separate();
    quote(value);
    return this;
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> appendSafe(c);
      }
    }
    text.append('"');
  }

  /** Control characters, which may rule a terminal, and surrogates are escaped; the rest passes. */
  private void appendSafe(char c) {
    if (!Character.isISOControl(c) && !Character.isSurrogate(c)) {
      text.append(c);
    } else {
      String hex = Integer.toHexString(0x10000 | c);
      text.append("\\u").append(hex, 1, 5);
    }
  }

  /** Characters written and not yet taken. */
  public int length() {
    return text.length();
  }

  /** Takes what was written so far, so that long arrays need not be kept. */
  public String take() {
    String written = text.toString();
    text.setLength(0);
    return written;
  }

  /** Closes the outermost object and takes all. */
  public String finish() {
    endObject();
    return take();
  }
}
