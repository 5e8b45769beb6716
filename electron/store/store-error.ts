/** Why the store cannot do it, in words for a person. */
export class StoreError extends Error {
  constructor(
    readonly code: 'newer-format' | 'no-review' | 'read-only' | 'no-blob' | 'too-big' | 'rule',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StoreError';
  }
}
