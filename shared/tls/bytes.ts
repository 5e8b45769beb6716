/** Big-endian writing and bounded reading, as TLS needs them (RFC 8446 3). */

export const u8 = (value: number): number[] => [value & 0xff];
export const u16 = (value: number): number[] => [(value >> 8) & 0xff, value & 0xff];
export const u24 = (value: number): number[] => [(value >> 16) & 0xff, ...u16(value)];

/** A vector: its length in one, two or three bytes, then its content. */
export const vector8 = (content: readonly number[]): number[] => [...u8(content.length), ...content];
export const vector16 = (content: readonly number[]): number[] => [...u16(content.length), ...content];
export const vector24 = (content: readonly number[]): number[] => [...u24(content.length), ...content];

export const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0) & 0x7f);

/** Thrown by `Reader` when the bytes end before what they announce. Caught where a message is parsed, never let out. */
export class EndOfBytes extends Error {}

export class Reader {
  #at = 0;
  constructor(readonly bytes: Uint8Array) {}
  get left(): number {
    return this.bytes.length - this.#at;
  }
  take(length: number): Uint8Array {
    if (length > this.left) throw new EndOfBytes();
    this.#at += length;
    return this.bytes.subarray(this.#at - length, this.#at);
  }
  u8(): number {
    return this.take(1)[0]!;
  }
  u16(): number {
    const [high, low] = this.take(2);
    return (high! << 8) | low!;
  }
  u24(): number {
    return (this.u8() << 16) | this.u16();
  }
  vector8(): Reader {
    return new Reader(this.take(this.u8()));
  }
  vector16(): Reader {
    return new Reader(this.take(this.u16()));
  }
}
