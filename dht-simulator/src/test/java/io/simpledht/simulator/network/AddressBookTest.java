package io.simpledht.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.simulator.engine.Engine;
import io.simpledht.simulator.engine.Machine;
import io.simpledht.simulator.engine.Trace;
import org.junit.jupiter.api.Test;

class AddressBookTest {

  private final Engine engine = new Engine(0, new Trace(16));
  private final AddressBook book = new AddressBook();

  private Endpoint claimed(int host, int port) {
    return book.claim(AddressBook.addressOf(host, port), new Machine(engine, host));
  }

  @Test
  void shouldFindEachPortOfAHost() {
    Endpoint first = claimed(7, 5000);
    Endpoint second = claimed(7, 5001);
    Endpoint other = claimed(70_000, 5000);
    assertThat(book.find(AddressBook.addressOf(7, 5000))).isSameAs(first);
    assertThat(book.find(AddressBook.addressOf(7, 5001))).isSameAs(second);
    assertThat(book.find(AddressBook.addressOf(70_000, 5000))).isSameAs(other);
  }

  @Test
  void shouldFindNobodyWhereNobodyIs() {
    claimed(7, 5000);
    assertThat(book.find(AddressBook.addressOf(7, 5001))).isNull();
    assertThat(book.find(AddressBook.addressOf(8, 5000))).isNull();
    assertThat(book.find(AddressBook.addressOf(AddressBook.MAX_HOSTS, 5000))).isNull();
    assertThat(book.find(book.outsideAddressOf(7, 5000))).isNull();
    assertThat(book.find(Address.ofV6(1, 7, 5000))).isNull();
  }

  @Test
  void shouldKeepAnEndpointForItsMachineOnly() {
    Address address = AddressBook.addressOf(7, 5000);
    Machine machine = new Machine(engine, 7);
    Endpoint first = book.claim(address, machine);
    assertThat(book.claim(address, machine)).isSameAs(first);
    Endpoint next = book.claim(address, new Machine(engine, 7));
    assertThat(next).isNotSameAs(first);
    assertThat(book.find(address)).isSameAs(next);
  }
}
