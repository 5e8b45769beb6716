import { gdprArticle, nist } from '../references';
import { defineAttested } from './attested';

const base = { point: null, severity: 'major', module: 'gdpr', sources: ['Checklist, compliance: GDPR'] } as const;

export const gdprConsent = defineAttested({
  ...base,
  id: 'gdpr.consent',
  title: 'Consent is asked for, recorded and can be withdrawn',
  why: 'Processing without a legal ground must stop when somebody complains, and the data gathered until then is lost.',
  expected:
    'where consent is the legal ground: an unticked box, a record of who agreed to which text when, and a way back as easy',
  references: [...gdprArticle('Art. 6', 'Art. 7'), ...nist('PT-4')],
  fix: 'Write down the legal ground of each processing. Where it is consent: no ticked boxes, store the version of the text with time and account, and offer the withdrawal where it was given.',
  attest: {
    statement:
      'Each processing of personal data has a written legal ground; where that is consent, I gave it and withdrew it with a test account and found both recorded.',
    evidence: 'the list of legal grounds, and the two records of the test account',
    expiresAfterDays: 365,
  },
});

export const gdprErasure = defineAttested({
  ...base,
  id: 'gdpr.erasure',
  title: 'A request to be forgotten is met within a month',
  why: 'Whoever asks and is not answered goes to the authority, which then looks at everything else too.',
  expected: 'a way to ask, a person who answers, and all copies found, at processors too',
  references: gdprArticle('Art. 12(3)', 'Art. 17', 'Art. 19'),
  fix: 'Name who handles requests, list every place and processor that holds the data, and rehearse one request from the first mail to the last copy.',
  attest: {
    statement:
      'I made an erasure request for a test person by the published way; it was met within a month and I found no copy left, at our processors either.',
    evidence: 'the request, the answer, and the list of places with the date of erasure in each',
    expiresAfterDays: 365,
  },
});

export const gdprBreach = defineAttested({
  ...base,
  id: 'gdpr.breach',
  title: 'A breach can be notified within 72 hours',
  why: 'The clock starts when somebody of the team becomes aware, not when it suits; a late notice is an offence of its own.',
  expected: 'who decides, who notifies which authority by which form, and a register of breaches',
  references: [...gdprArticle('Art. 33', 'Art. 34'), ...nist('IR-6', 'IR-8(1)')],
  fix: 'Write down the competent authority and its form, who fills it in within 72 hours, when the people concerned are told, and start the register.',
  attest: {
    statement:
      'The procedure for a personal data breach names the authority, the form, the person who decides and the one who notifies within 72 hours, and the register of breaches exists.',
    evidence: 'the procedure',
    expiresAfterDays: 365,
  },
});

export const gdprPolicy = defineAttested({
  ...base,
  id: 'gdpr.policy',
  title: 'The privacy notice is on the site and tells the truth',
  why: 'A notice that leaves out a recipient or a purpose makes that processing unlawful, whatever the code does.',
  expected: 'reachable from every page: controller, purposes, legal grounds, recipients, retention, rights',
  references: [...gdprArticle('Art. 12', 'Art. 13', 'Art. 14'), ...nist('PT-5')],
  fix: 'Compare the notice, line by line, with the list of what is stored and which services receive it; link it in the footer and at each form.',
  attest: {
    statement:
      'I compared the privacy notice on the live site with what the application stores and passes on; it names all of it, and every right of the people concerned.',
    evidence: 'the address of the notice and the date of its version',
    expiresAfterDays: 365,
  },
});

export const gdprCookies = defineAttested({
  ...base,
  id: 'gdpr.cookies',
  title: 'Cookies that are not needed wait for consent',
  why: 'A tracker that loads before the answer is counted by anybody with a browser, complaint included.',
  expected: 'before consent only cookies that the service needs; refusing is as easy as accepting',
  references: [
    ...gdprArticle('Art. 7'),
    { source: 'Directive 2002/58/EC', id: 'Art. 5(3)', url: 'https://eur-lex.europa.eu/eli/dir/2002/58/oj' },
  ],
  fix: 'Load analytics and advertising only after consent, and offer "refuse" beside "accept" at the same size.',
  attest: {
    statement:
      'With a fresh browser I opened the site, answered nothing, then refused: neither time was a cookie set, or a tracker loaded, that the service does not need.',
    evidence: "the browser's list of cookies and requests before and after the refusal",
    expiresAfterDays: 180,
  },
});

export const gdprControls = [gdprConsent, gdprErasure, gdprBreach, gdprPolicy, gdprCookies];
