/** The protocols that `Alt-Svc` offers (RFC 7838 3), such as `h3`; empty for `clear` and for what is not valid. */
export function altProtocols(members: readonly string[]): string[] {
  const found = members.map((member) => /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)="[^"]*"(?:[ \t]*;.*)?$/.exec(member)?.[1]);
  return found.filter((protocol) => protocol !== undefined).map(percentDecoded);
}

const percentDecoded = (id: string): string =>
  id.replace(/%([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
