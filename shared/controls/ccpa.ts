import { ccpaSection, nist } from '../references';
import { defineAttested } from './attested';

const base = { point: null, severity: 'major', module: 'ccpa', sources: ['Checklist, compliance: CCPA'] } as const;

export const ccpaPolicy = defineAttested({
  ...base,
  id: 'ccpa.policy',
  title: 'The privacy policy says what California asks for',
  why: 'The policy is the first thing that the Attorney General and plaintiffs read.',
  expected:
    'categories collected, sold and shared in the last 12 months, purposes, retention, rights and how to use them; renewed every 12 months',
  references: [...ccpaSection('1798.100', '1798.130'), ...nist('PT-5')],
  fix: 'List the categories by the words of the law, say which are sold or shared (or that none is), link the ways to ask, and date it.',
  attest: {
    statement:
      'The privacy policy on the live site lists the categories, purposes, retention and rights that the CCPA asks for, and was renewed less than 12 months ago.',
    evidence: 'the address of the policy and the date of its version',
    expiresAfterDays: 365,
  },
});

export const ccpaDoNotSell = defineAttested({
  ...base,
  id: 'ccpa.do-not-sell',
  title: 'People can stop the sale and sharing of their data',
  why: 'Advertising pixels count as sharing; a link that does nothing, or a browser signal that is ignored, has been fined.',
  expected:
    'a "Do Not Sell or Share" link that works without an account, and the Global Privacy Control signal honoured; or nothing is sold or shared',
  references: ccpaSection('1798.120', '1798.135'),
  fix: 'Put the link in the footer, treat the request header Sec-GPC: 1 as the same choice, and let it reach every embedded service.',
  attest: {
    statement:
      'I used the link, and separately sent the Global Privacy Control signal: afterwards no data went to third parties that sell or share it. Or: we sell and share none, and the policy says so.',
    evidence: "the browser's list of requests before and after, or the sentence of the policy",
    expiresAfterDays: 180,
  },
});

export const ccpaAccess = defineAttested({
  ...base,
  id: 'ccpa.access',
  title: 'Requests to know are answered within 45 days',
  why: 'An answer to the wrong person is a breach; no answer is a violation.',
  expected: 'two ways to ask, the person verified, the data of at least 12 months in a portable form within 45 days',
  references: ccpaSection('1798.110', '1798.130'),
  fix: 'Publish the ways to ask, write down how the person is verified, and rehearse one request to the end.',
  attest: {
    statement:
      'I made a request to know for a test person by each published way; the person was verified and the data came within 45 days in a portable form.',
    evidence: 'the request, the answer and their dates',
    expiresAfterDays: 365,
  },
});

export const ccpaDeletion = defineAttested({
  ...base,
  id: 'ccpa.deletion',
  title: 'Requests to delete are met, at service providers too',
  why: 'Data that was promised away and turns up in a later breach is what statutory damages are made of.',
  expected: 'receipt confirmed within 10 business days, deleted within 45 days, service providers and contractors told',
  references: [...ccpaSection('1798.105', '1798.130'), ...nist('SI-12(3)')],
  fix: 'List every place and provider that holds the data, delete in each, and keep the record that it was asked and done.',
  attest: {
    statement:
      'I made a deletion request for a test person by the published way; it was confirmed and met in time, and the service providers were told.',
    evidence: 'the request, the confirmation, and the date of deletion in each place',
    expiresAfterDays: 365,
  },
});

export const ccpaControls = [ccpaPolicy, ccpaDoNotSell, ccpaAccess, ccpaDeletion];
