export type Lazy<T> = () => Promise<T>;

/** Made when it is first asked for, and once; again after a failure, since what was locked or missing may be there by then. */
export function lazy<T>(make: () => Promise<T>): Lazy<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((cause) => {
      made = null;
      throw cause;
    });
    return made;
  };
}
