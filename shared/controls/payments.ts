import { asvs, nist } from '../references';
import { defineAttested } from './attested';

export const paymentsTested = defineAttested({
  id: 'payments.tested',
  point: null,
  severity: 'blocker',
  module: 'payments',
  title: 'Payment flows were tested to the end',
  why: 'An order that the browser may call paid, a webhook that anybody may send, a refund that anybody may ask for: each is money.',
  expected:
    'success, refusal, abort, refund and repeated webhook tried on this release; a forged webhook is refused; the price comes from the server',
  sources: ['Checklist, final list: payment flows'],
  references: [...asvs('V2.3.1', 'V2.3.3', 'V2.3.4'), ...nist('SA-11', 'SI-10')],
  fix: "Walk through each flow with the processor's test cards, then one real payment of a small amount and its refund; verify the webhook's signature, and treat it as repeatable.",
  attest: {
    statement:
      'On this release I paid, was refused, aborted, refunded and repeated a webhook; each left the order right. A webhook with a forged signature and a changed price were refused.',
    evidence: "the processor's list of the test payments, and the orders they belong to",
    expiresAfterDays: 30,
  },
});

export const paymentControls = [paymentsTested];
