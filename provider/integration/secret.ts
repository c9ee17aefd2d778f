/** What stands in the place of a secret wherever one would be printed. */
export const REDACTED = "[secret]";

const brand = Symbol.for("sigma-external-ai.secret");

/**
 * A credential that cannot be printed by accident. Template strings, `JSON.stringify`, `util.inspect`, `console.log`
 * and error messages all show `[secret]`. The text leaves only through `reveal()`, which is called where a request's body
 * or header is written, where a digest is made of it, and where texts are cleansed of it.
 */
export class Secret {
  readonly #text: string;
  readonly [brand] = true;

  constructor(text: string) {
    this.#text = text;
  }

  /** Recognises secrets of another copy of this package too. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  /** The text itself. Use it where the last byte is written, and nowhere else. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.toPrimitive](): string {
    return REDACTED;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return REDACTED;
  }
}
