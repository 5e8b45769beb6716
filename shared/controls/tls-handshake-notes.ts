import { intermediate60 } from '../checklist/tls-guidelines';
import { type Maybe, note } from '../control';
import type { FactValue } from '../fact';
import type { tlsHandshake } from '../facts/site/tls-handshake';
import { groupName } from '../tls/named-groups';
import { isWeakScheme, schemeName } from '../tls/signature-schemes';

type Seen = Maybe<FactValue<typeof tlsHandshake>>;

/** Remarks of `tls.protocols`: none of them decides it. */
export const protocolNoteWords = {
  compression: () => 'compresses what it encrypts, so lengths give secrets away (CRIME)',
  heartbeat: () => 'announces heartbeats, which nobody needs on TCP, and where OpenSSL 1.0.1 bled; none was sent',
  'unsafe-renegotiation': () => 'does not know secure renegotiation (RFC 5746)',
  'no-master-secret': () => 'does not know the extended master secret (RFC 7627)',
  'no-sentinel': () => 'does not mark a TLS 1.2 answer as a downgrade, though it speaks TLS 1.3 (RFC 8446, 4.1.3)',
  'no-fallback-scsv': () => 'does not stop a client that was talked down to an older version (RFC 7507)',
};

export function protocolNotes(handshake: Seen) {
  if (!handshake.ok) return [];
  const said = handshake.value;
  return [
    ...(said.compression === true ? [note('compression')] : []),
    ...(said.heartbeat === true ? [note('heartbeat')] : []),
    ...(said.secureRenegotiation === false ? [note('unsafe-renegotiation')] : []),
    ...(said.extendedMasterSecret === false ? [note('no-master-secret')] : []),
    ...(said.downgradeSentinel === false ? [note('no-sentinel')] : []),
    ...(said.fallbackScsv === false ? [note('no-fallback-scsv')] : []),
  ];
}

/** Remarks of `tls.ciphers`. */
export const keyExchangeNoteWords = {
  'groups-beyond-60': ({ groups }: { groups: string[] }) =>
    `groups outside the guideline ${intermediate60.name}: ${groups.join(', ')}`,
  'weak-signatures': ({ schemes }: { schemes: string[] }) => `signs with ${schemes.join(', ')} when asked (RFC 9155)`,
};

export function keyExchangeNotes(handshake: Seen) {
  if (!handshake.ok) return [];
  const { groups, signatures } = handshake.value;
  const beyond = [...new Set(groups.flatMap((version) => version.groups))].filter(
    (group) => !intermediate60.groups.has(groupName(group)),
  );
  const weak = (signatures?.schemes ?? []).filter(isWeakScheme);
  return [
    ...(beyond.length > 0 ? [note('groups-beyond-60', { groups: beyond.map(groupName) })] : []),
    ...(weak.length > 0 ? [note('weak-signatures', { schemes: weak.map(schemeName) })] : []),
  ];
}
