package io.simpledht.protocol.message;

/**
 * One symbol of a rateless sketch: the sums of the items mapped to it (Yang, Gilad, Alizadeh,
 * "Practical Rateless Set Reconciliation", SIGCOMM 2024).
 *
 * @param idSum XOR of the item ids
 * @param checkSum XOR of the items' checksums
 * @param count number of items; negative only in a difference of two sketches
 */
public record CodedSymbol(long idSum, long checkSum, long count) {}
