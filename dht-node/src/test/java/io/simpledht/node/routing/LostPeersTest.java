package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import org.junit.jupiter.api.Test;

class LostPeersTest {

  private static final long SECOND = 1_000_000_000L;

  private final LostPeers lost = new LostPeers();

  private static Contact contact(int number) {
    return new Contact(Id.ofWords(number, 0, 0, 0), Address.ofV4(number, 5000));
  }

  @Test
  void shouldAskLessAndLessOften() {
    lost.add(contact(1), 0);
    int inFirstMinute = 0;
    int inTenthMinute = 0;
    for (int second = 1; second <= 600; second++) {
      int asked = lost.due(second * SECOND, 10).size();
      inFirstMinute += second <= 60 ? asked : 0;
      inTenthMinute += second > 540 ? asked : 0;
    }
    assertThat(inFirstMinute).isBetween(15, 30);
    assertThat(inTenthMinute).isBetween(1, 2);
  }

  @Test
  void shouldAskAllAtOnceWhenTheConnectionIsBack() {
    for (int i = 1; i <= 5; i++) {
      lost.add(contact(i), 0);
    }
    assertThat(lost.due(SECOND, 10)).isEmpty();
    lost.hurry();
    assertThat(lost.due(SECOND, 10)).hasSize(5);
  }

  @Test
  void shouldAskForEverAndKeepABoundedNumber() {
    for (int i = 1; i <= LostPeers.MAX_PEERS + 10; i++) {
      lost.add(contact(i), 0);
    }
    assertThat(lost.contacts()).hasSize(LostPeers.MAX_PEERS);
    assertThat(lost.contacts().get(0)).isEqualTo(contact(LostPeers.MAX_PEERS + 10));
    long day = 24 * 3_600 * SECOND;
    assertThat(lost.missed(day)).hasSize(LostPeers.MAX_PEERS);
    assertThat(lost.missed(day + 1)).as("they are gone, in all likelihood").isEmpty();
    long asked = 0;
    for (long second = 0; second < 24 * 3_600; second++) {
      asked += lost.due(30 * day + second * SECOND, 10).size();
    }
    assertThat(asked).as("each of them every hour").isEqualTo(24L * LostPeers.MAX_PEERS);
  }
}
