import type { UnlistedRecord } from '../record/schema';
import { findingSection } from './finding-section';
import { html, Markup } from './markup';
import { pageOne } from './page-one';
import { pollSection } from './poll-section';
import { viewOf } from './report-view';
import { style } from './style';

/**
 * report.html: one file that opens from disk, without script and without the network. It cannot name record.json's own
 * hash, because that record holds the hash of this file.
 */
export function renderReport(record: UnlistedRecord): string {
  const view = viewOf(record);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${record.decision.decision === 'go' ? 'GO' : 'NO-GO'}: ${record.target.name}</title>
<style>${new Markup(style)}</style>
</head>
<body><main>
${pageOne(view)}
${findingSection(view)}
${pollSection(view)}
<footer>Made from record.json, which names the SHA-256 of this file and is what the signature covers. VERIFY.md tells how to check
both with openssl alone. A signature proves that somebody who held the key signed: compare the certificate’s fingerprint
with the one that the signer gave you by another way.</footer>
</main></body>
</html>
`.text;
}
