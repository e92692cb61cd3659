package io.simpledht.cli.console;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import java.util.Base64;
import java.util.Optional;

/** Bytes of others, shown so that they cannot take over the terminal. */
public final class Texts {

  private Texts() {}

  /** Whether the bytes are text that a terminal shows as it stands. */
  public static boolean isHarmless(Bytes bytes) {
    Optional<String> text = bytes.asUtf8();
    if (text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.get().length(); i++) {
      char c = text.get().charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r') {
        return false;
      }
    }
    return true;
  }

  /** On one line: control characters, and all of what is not UTF-8, as {@code \x1b}. */
  public static String oneLine(Bytes bytes) {
    Optional<String> text = bytes.asUtf8();
    StringBuilder line = new StringBuilder(bytes.length() + 8);
    if (text.isEmpty()) {
      for (int i = 0; i < bytes.length(); i++) {
        append(line, (char) (bytes.at(i) & 0xFF), bytes.at(i) < 0);
      }
      return line.toString();
    }
    for (int i = 0; i < text.get().length(); i++) {
      char c = text.get().charAt(i);
      append(line, c, Character.isISOControl(c));
    }
    return line.toString();
  }

  public static String oneLine(Key key) {
    return oneLine(key.bytes());
  }

  private static void append(StringBuilder line, char c, boolean escape) {
    if (escape || Character.isISOControl(c)) {
      line.append("\\x").append(Integer.toHexString(0x100 | c), 1, 3);
    } else {
      line.append(c);
    }
  }

  /** Adds the bytes under {@code name} if they are text, else under {@code nameBase64}. */
  public static void addTo(JsonWriter json, String name, Bytes bytes) {
    Optional<String> text = bytes.asUtf8();
    if (text.isPresent()) {
      json.field(name, text.get());
    } else {
      json.field(name + "Base64", Base64.getEncoder().encodeToString(bytes.toArray()));
    }
  }

  /** {@code 1 peer}, {@code 2 peers}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** In the unit people would choose, such as {@code 1.4 MiB}. */
  public static String size(long bytes) {
    if (bytes < 1_024) {
      return bytes + " B";
    }
    String units = "KMGTPE";
    int unit = 0;
    long scaled = bytes;
    while (scaled >= 1_024 * 1_024 && unit < units.length() - 1) {
      scaled >>= 10;
      unit++;
    }
    return scaled / 1_024 + "." + scaled % 1_024 * 10 / 1_024 + " " + units.charAt(unit) + "iB";
  }
}
