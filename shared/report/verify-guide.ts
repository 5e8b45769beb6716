import type { UnlistedRecord } from '../record/schema';

export interface GuideContext {
  /** What the signatures will say; the certificates count then. */
  signingTime: Date;
}

/** VERIFY.md: how to check a record with openssl and sha256sum alone, with its fingerprints filled in. */
export function renderVerifyGuide(record: UnlistedRecord, { signingTime }: GuideContext): string {
  const { signers } = record;
  const many = signers.length === 1 ? '1 certificate' : `${signers.length} certificates`;
  const verify = 'openssl cms -verify -binary -inform DER -in record.json.p7s -content record.json';
  return `# How to verify this record

You need \`openssl\` (1.1.1 or later) and \`sha256sum\`, and neither Go/No-Go nor a network. Run the commands in this folder.

## 1. Are these the bytes that were signed?

    ${verify} -CAfile signers.pem -purpose any -out /dev/null

It must say \`CMS Verification successful\`. Keep \`-binary\`: without it openssl changes line ends, and good data fails.

## 2. Who signed?

Do not take the certificate from this folder as proof of who signed. It is self-signed: whoever made the folder could have
put any name into it. It proves that one key signed, not whose key that is. Get the fingerprint from the signer by another way (in person, by telephone, from
a page of theirs that you trust) and compare:

${signers.map(({ name, role, sha256 }) => `    ${oneLine(name)}${role ? `, ${oneLine(role)}` : ''}\n    ${colons(sha256)}\n`).join('\n')}
This prints the fingerprint of the first certificate in signers.pem:

    openssl x509 -in signers.pem -noout -subject -fingerprint -sha256

Better still, get the certificate itself by that other way, and verify against it:

    ${verify} -CAfile THE-ONE-YOU-TRUST.pem -purpose any -signer seen.pem -out /dev/null
    grep -c 'BEGIN CERTIFICATE' seen.pem

The count must be ${signers.length}: this record was signed with ${many}, and a signature that somebody removed would not show otherwise.

## 3. Are the other files the ones that the record names?

record.json is signed, and its member \`files\` names every other file with its SHA-256. With \`jq\`:

    jq -r '.files[] | "\\(.sha256)  \\(.path)"' record.json | sha256sum -c

Without \`jq\`, compare what this prints with what stands in record.json:

    sha256sum report.html VERIFY.md${hasEvidence(record) ? ' evidence/*' : ''}

The folder holds nothing else beside record.json, record.json.p7s and signers.pem.

## 4. When a certificate has expired since

A signature stays what it was. Let openssl judge as of the time that the signature states (${signingTime.toISOString()}, by the signer's computer):

    ${verify} -CAfile signers.pem -purpose any -attime ${Math.floor(signingTime.getTime() / 1000)} -out /dev/null

## What this does and does not prove

It proves that somebody who held this key signed these bytes. Other programs of the signer's account may be able to read its
keychain. It does not prove that what the server said of itself is so: report.html tells for each
finding who saw it. Review ${record.review.review}, event ${record.head.seq}, log hash
${record.head.hash}.

\`gonogo verify .\` checks all of this in one step, follows the log of the review, and judges every finding again from the facts.
`;
}

const colons = (sha256: string): string => (sha256.toUpperCase().match(/../g) ?? []).join(':');

/** Markdown reads a line end as the end of the block, and everything in an indented block as plain text. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');

const hasEvidence = ({ review }: UnlistedRecord): boolean =>
  review.attestations.some(({ evidence }) => evidence.length > 0);
