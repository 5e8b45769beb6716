/** Header fields in the order of the wire, duplicates apart. Names compare without case (RFC 9110 5.1). */
export type HeaderFields = readonly (readonly [name: string, value: string])[];

/** Every value of the field, outer white space removed. */
export const fieldValues = (headers: HeaderFields, name: string): string[] =>
  headers
    .filter(([field]) => field.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value.replace(/^[ \t]+|[ \t]+$/g, ''));

/** The members of a comma-separated list, over all lines of the field (RFC 9110 5.6.1). For fields without quoted strings. */
export const listMembers = (headers: HeaderFields, name: string): string[] =>
  fieldValues(headers, name)
    .flatMap((value) => value.split(','))
    .map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((member) => member !== '');
