import { cis, nist, pciDss } from '../references';
import { defineAttested } from './attested';

// Not an assessment: none of these replaces an ASV scan, a penetration test or a self-assessment questionnaire.
const base = { point: null, severity: 'major', module: 'pci', sources: ['Checklist, compliance: PCI DSS'] } as const;

export const pciNoCardData = defineAttested({
  ...base,
  id: 'pci.no-card-data',
  title: 'No card data is stored',
  why: 'Card numbers are what most thieves come for; where there are none, the theft is over before it begins.',
  expected: 'no card number or security code in databases, logs, backups, mails or error reports',
  references: [...pciDss('3.2.1', '3.3.1'), ...nist('SC-28'), ...cis('3.1')],
  fix: "Let the processor's own fields or page take the card, keep only its token and the last four digits, and scrub what was logged before.",
  attest: {
    statement:
      'I searched the database, the logs and a backup for 13 to 19 digit numbers that pass the Luhn check and for security codes, after a test payment, and found no card data.',
    evidence: 'the search commands and their counts, without any number found',
    expiresAfterDays: 90,
  },
});

export const pciProcessor = defineAttested({
  ...base,
  id: 'pci.processor',
  title: 'A certified payment processor takes the cards',
  why: 'Home-made card forms bring the whole of PCI DSS on the shop, and a skimmed script takes each card as it is typed.',
  expected:
    'a processor with a current attestation of compliance (Stripe, Razorpay or the like); its responsibilities are written down',
  references: [...pciDss('12.8.2', '12.8.4', '12.8.5', '6.4.3'), ...nist('SA-9'), ...cis('15.4')],
  fix: "Use the processor's hosted page or fields, keep its attestation of compliance, and list and watch every script on the payment page.",
  attest: {
    statement:
      'Cards are taken only by the processor that I name; its attestation of compliance is current, and every script on our payment page is listed with its reason.',
    evidence: "the processor's attestation of compliance, and the list of scripts",
    expiresAfterDays: 365,
  },
});

export const pciTesting = defineAttested({
  ...base,
  id: 'pci.testing',
  title: 'Security is tested regularly',
  why: 'A payment page that was safe at launch is one plugin away from a skimmer.',
  expected:
    'external scans by an approved vendor each quarter, a penetration test each year and after each large change',
  references: [...pciDss('11.3.1', '11.3.2', '11.4.3', '11.6.1'), ...nist('CA-8', 'RA-5'), ...cis('18.2')],
  fix: 'Contract an approved scanning vendor, book the yearly penetration test, and have changes of the payment page detected.',
  attest: {
    statement:
      'The last external scan by an approved vendor passed less than 90 days ago, and the last penetration test less than a year ago; both cover the payment page.',
    evidence: 'the two reports, with date and scope',
    expiresAfterDays: 90,
  },
});

export const pciAccess = defineAttested({
  ...base,
  id: 'pci.access',
  title: 'Access to payment systems is by need, by name and by second factor',
  why: "The processor's dashboard refunds, exports and redirects payouts; one shared password opens all of it.",
  expected:
    "each person has an own account with the least rights and a second factor, at the processor too; leavers' are closed",
  references: [...pciDss('7.2.1', '8.2.1', '8.4.2', '7.2.4'), ...nist('AC-2', 'AC-6', 'IA-2(1)'), ...cis('5.1', '6.5')],
  fix: "List who can enter the payment page's servers and the processor's dashboard, close shared and old accounts, and turn the second factor on for all.",
  attest: {
    statement:
      "I reviewed every account on the payment page's servers and the processor's dashboard: each belongs to one person who needs it, has a second factor, and no leaver's is open.",
    evidence: 'the list of accounts with rights and second factor',
    expiresAfterDays: 180,
  },
});

export const pciControls = [pciNoCardData, pciProcessor, pciTesting, pciAccess];
