package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import org.junit.jupiter.api.Test;

class SharedResourcesTest {

  private static Contact contact(long id, int port) {
    return new Contact(Id.ofWords(id, 0, 0, 0), Address.ofV4(0x0A000001, port));
  }

  @Test
  void shouldKeepOneObjectForEqualContacts() {
    SharedResources resources = new SharedResources();
    Contact first = resources.canonical(contact(1, 5000));
    assertThat(resources.canonical(contact(1, 5000))).isSameAs(first);
    Contact moved = contact(1, 5001);
    assertThat(resources.canonical(moved)).isSameAs(moved);
    assertThat(resources.canonical(contact(1, 5000))).isSameAs(first);
  }

  @Test
  void shouldForgetContactsWhenThereAreTooMany() {
    SharedResources resources = new SharedResources(2);
    Contact first = resources.canonical(contact(1, 5000));
    resources.canonical(contact(2, 5000));
    resources.canonical(contact(3, 5000));
    Contact again = contact(1, 5000);
    assertThat(resources.canonical(again)).isSameAs(again).isEqualTo(first);
  }

  @Test
  void shouldKeepNothingForANodeThatSharesNothing() {
    SharedResources resources = SharedResources.ofOneNode();
    resources.canonical(contact(1, 5000));
    Contact again = contact(1, 5000);
    assertThat(resources.canonical(again)).isSameAs(again);
  }
}
