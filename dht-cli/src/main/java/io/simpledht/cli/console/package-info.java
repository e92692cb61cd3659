/** What every command is made of: its options, what it reads and prints, and how it ends. */
package io.simpledht.cli.console;
