package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import org.junit.jupiter.api.Test;

class PublicAddressTest {

  private final PublicAddress address = new PublicAddress();
  private final Address truth = Address.ofV4(0x01020304, 5000);
  private final Address lie = Address.ofV4(0x05060708, 5000);

  private static Id voter(int number) {
    return Id.ofWords(number, 0, 0, 0);
  }

  @Test
  void shouldBelieveTwoPeersThatAgreeAndNoSingleOne() {
    address.vote(voter(1), lie);
    address.vote(voter(1), lie);
    assertThat(address.agreed()).isEmpty();
    address.vote(voter(2), truth);
    address.vote(voter(3), truth);
    assertThat(address.agreed()).contains(truth);
  }

  @Test
  void shouldFollowWhenTheAddressChanges() {
    for (int i = 0; i < 40; i++) {
      address.vote(voter(i), i < 20 ? lie : truth);
    }
    assertThat(address.agreed()).contains(truth);
  }
}
