/** Sets of addresses as sorted, disjoint, inclusive ranges: exact, however many the rules name. */
export type AddressSet = readonly { readonly first: bigint; readonly last: bigint }[];

export const nobody: AddressSet = [];
export const everybody: AddressSet = [{ first: 0n, last: (1n << 128n) - 1n }];

// Math.max and Math.min take no bigint.
function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}
function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

export function addressSet(ranges: AddressSet): AddressSet {
  const sorted = [...ranges].filter(({ first, last }) => first <= last).sort((a, b) => (a.first < b.first ? -1 : 1));
  const merged: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of sorted) {
    const previous = merged.at(-1);
    if (previous && first <= previous.last + 1n) previous.last = larger(last, previous.last);
    else merged.push({ first, last });
  }
  return merged;
}

export const union = (a: AddressSet, b: AddressSet): AddressSet =>
  a.length === 0 ? b : b.length === 0 || a === b ? a : addressSet([...a, ...b]);

export function intersect(a: AddressSet, b: AddressSet): AddressSet {
  const common: { first: bigint; last: bigint }[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const first = larger(a[i]!.first, b[j]!.first);
    const last = smaller(a[i]!.last, b[j]!.last);
    if (first <= last) common.push({ first, last });
    if (a[i]!.last < b[j]!.last) i += 1;
    else j += 1;
  }
  return common;
}

export function subtract(a: AddressSet, b: AddressSet): AddressSet {
  if (a.length === 0 || b.length === 0) return a;
  const gaps: { first: bigint; last: bigint }[] = [];
  let next = 0n;
  for (const { first, last } of b) {
    if (first > next) gaps.push({ first: next, last: first - 1n });
    next = last + 1n;
  }
  gaps.push({ first: next, last: everybody[0]!.last });
  return intersect(a, gaps);
}

export const sizeOf = (set: AddressSet): bigint => set.reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);
