/**
 * A secret value on its way through main. However it is printed, joined or serialised, only `[secret]` comes out; the bytes
 * must be asked for by name. Bytes and not text, because a JavaScript string cannot be wiped.
 */
export class Secret {
  readonly #bytes: Uint8Array;

  /** Takes the bytes over: `wipe` overwrites them in place. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  static fromText(text: string): Secret {
    return new Secret(new TextEncoder().encode(text));
  }

  reveal(): Uint8Array {
    return this.#bytes;
  }

  wipe(): void {
    this.#bytes.fill(0);
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  // console.log and util.inspect look this symbol up; `Symbol.for` because shared/ knows no Node module.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}
