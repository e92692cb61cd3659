package io.simpledht.simulator.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A sheet for one plot: title, frame and words, at twice the size it is thought at, so that it
 * stays sharp in print. Needs no screen.
 */
final class Canvas {

  static final int WIDTH = 900;
  static final int HEIGHT = 440;
  static final int LEFT = 74;
  static final int RIGHT = 24;
  static final int TOP = 66;
  static final int BOTTOM = 78;

  static final Color INK = new Color(0x1b1f24);
  static final Color MUTED = new Color(0x59626d);
  static final Color GRID = new Color(0xe4e8eb);
  static final Color GREY = new Color(0x9aa2ab);
  static final Color SHADE = new Color(0xd5, 0x5e, 0x00, 26);
  static final Color BLUE = new Color(0x0072b2);
  static final Color SKY = new Color(0x56b4e9);
  static final Color RED = new Color(0xd55e00);

  /** Okabe and Ito's palette, which colour-blind people can tell apart; the page has the same. */
  static final List<Color> PALETTE =
      List.of(
          BLUE,
          new Color(0xe69f00),
          new Color(0x009e73),
          SKY,
          RED,
          new Color(0xcc79a7),
          new Color(0xd9c916),
          GREY);

  private static final int SCALE = 2;

  private final BufferedImage image =
      new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
  private final Graphics2D graphics = image.createGraphics();

  Canvas(String title, String subtitle) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(SCALE, SCALE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    graphics.setColor(INK);
    graphics.drawString(title, 18, 29);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    text(subtitle, 18, 48, 0, MUTED);
  }

  static int bottom() {
    return HEIGHT - BOTTOM;
  }

  static int right() {
    return WIDTH - RIGHT;
  }

  /**
   * Writes words.
   *
   * @param anchor how much of them stands left of {@code x}: 0, 0.5 or 1
   */
  void text(String words, double x, double y, double anchor, Color colour) {
    graphics.setColor(colour);
    double left = x - anchor * width(words);
    graphics.drawString(words, (float) left, (float) y);
  }

  double width(String words) {
    return graphics.getFontMetrics().stringWidth(words);
  }

  void line(double x1, double y1, double x2, double y2, Color colour) {
    outline(new Line2D.Double(x1, y1, x2, y2), colour, new BasicStroke(1));
  }

  void rectangle(double x, double y, double width, double height, Color colour) {
    fill(new Rectangle2D.Double(x, y, width, height), colour);
  }

  void fill(Shape shape, Color colour) {
    graphics.setColor(colour);
    graphics.fill(shape);
  }

  void outline(Shape shape, Color colour, BasicStroke stroke) {
    graphics.setColor(colour);
    graphics.setStroke(stroke);
    graphics.draw(shape);
  }

  /** What is drawn until {@link #unclip} stays within the frame. */
  void clip() {
    graphics.setClip(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
  }

  void unclip() {
    graphics.setClip(null);
  }

  void write(Path file) throws IOException {
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }
}
