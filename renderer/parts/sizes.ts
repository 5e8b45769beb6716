const units = ['byte', 'kilobyte', 'megabyte'] as const;

/** A number of bytes as the person's own system writes it. */
export function sayBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const format = new Intl.NumberFormat(undefined, { style: 'unit', unit: units[power], maximumFractionDigits: 1 });
  return format.format(bytes / 1000 ** power);
}
