import { asvs, cis, nist, pciDss } from '../references';
import { defineAttested } from './attested';

const base = { point: null, severity: 'minor' } as const;
const security = ['Checklist, recommended tools: security'];
const development = ['Checklist, recommended tools: development'];

export const toolsScan = defineAttested({
  ...base,
  id: 'tools.scan',
  title: 'Dependencies are scanned for known vulnerabilities',
  why: 'A published hole in a library is tried against every site on the internet within days.',
  expected: 'a scanner runs on each change and at least weekly; its last result is read',
  sources: security,
  references: [...asvs('V15.2.1'), ...nist('RA-5', 'SI-2'), ...cis('16.4', '7.5')],
  fix: 'Turn on Dependabot, Snyk or the like for the repository, and name who reads it.',
  attest: {
    statement: 'The scanner that I name runs on each change and weekly; I read its last result, dated as given.',
    evidence: 'the last result',
    expiresAfterDays: 90,
  },
});

export const toolsSast = defineAttested({
  ...base,
  id: 'tools.sast',
  title: 'The source is scanned for insecure code',
  why: 'Shell calls with user input and disabled certificate checks are easier found by a linter than by a tired reviewer.',
  expected: 'a static scanner runs on each change, with no open finding of high severity',
  sources: security,
  references: [...nist('SA-11(1)'), ...cis('16.12'), ...pciDss('6.2.4')],
  fix: 'Run bandit over the application in CI, and let a finding of high severity stop the change.',
  attest: {
    statement: 'The static scanner that I name ran over this release and has no open finding of high severity.',
    evidence: 'its report',
    expiresAfterDays: 90,
  },
});

export const toolsDast = defineAttested({
  ...base,
  id: 'tools.dast',
  title: 'The running application is scanned',
  why: 'Some holes exist only in the deployed whole: a forgotten route, a reflected parameter, a file left in the web root.',
  expected: 'a scan of a staging copy of this release, with no open finding of high risk',
  sources: security,
  references: [...nist('SA-11(8)', 'RA-5'), ...cis('16.12')],
  fix: 'Run OWASP ZAP or Burp Suite, signed in, against staging; never against production without the owner knowing.',
  attest: {
    statement:
      'The scanner that I name ran, signed in, against a copy of this release and has no open finding of high risk.',
    evidence: 'its report',
    expiresAfterDays: 90,
  },
});

export const toolsTls = defineAttested({
  ...base,
  id: 'tools.tls',
  title: 'An independent scan of TLS agrees',
  why: 'Two instruments that agree are worth more than one that is sure.',
  expected: 'SSL Labs grades the site A or better, or testssl.sh finds nothing of high severity',
  sources: security,
  references: [...asvs('V12.1.1', 'V12.1.2'), ...nist('SC-8(1)', 'SC-13')],
  fix: 'Have SSL Labs test the public name (tick "do not show the results"), or run testssl.sh where the site is not public yet.',
  attest: {
    statement:
      'I had the site tested by the independent TLS scanner that I name; the grade is A or better, or nothing of high severity was found.',
    evidence: 'its result, with date',
    expiresAfterDays: 90,
  },
});

export const toolsQuality = defineAttested({
  ...base,
  id: 'tools.quality',
  title: 'Code quality is measured',
  why: 'Holes hide in code that nobody understands any more.',
  expected: 'an analyser runs on each change and its gate is green',
  sources: development,
  references: [...nist('SA-15'), ...cis('16.1')],
  fix: 'Connect SonarQube, CodeClimate or the like, or at least a linter with a fixed rule set, and let it stop a change.',
  attest: {
    statement: 'The analyser that I name runs on each change; for this release its gate is green.',
    evidence: 'its result for this release',
    expiresAfterDays: 180,
  },
});

export const toolsTypes = defineAttested({
  ...base,
  id: 'tools.types',
  title: 'Types are checked',
  why: 'A None where a user was expected is how an access check gets skipped.',
  expected: 'a type checker and a linter run on each change without errors',
  sources: development,
  references: [...asvs('V15.3.5'), ...nist('SA-11(1)')],
  fix: 'Run mypy and pylint over the application in CI.',
  attest: {
    statement: 'The type checker that I name runs on each change, and over this release without errors.',
    evidence: 'its output for this release',
    expiresAfterDays: 180,
  },
});

export const toolsTests = defineAttested({
  ...base,
  id: 'tools.tests',
  title: 'Automated tests cover the application',
  why: 'The repair of one hole opens another where nothing tells; access rules that are not tested do not stay.',
  expected: 'tests run on each change, with coverage known, and those for sign-in and access rules among them',
  sources: development,
  references: [...nist('SA-11'), ...cis('16.1')],
  fix: 'Run pytest with coverage.py in CI; begin with who may see and change what.',
  attest: {
    statement:
      'The tests passed on this release with the coverage that I give, and they try each access rule with the wrong account.',
    evidence: 'the test report with coverage',
    expiresAfterDays: 180,
  },
});

export const toolControls = [toolsScan, toolsSast, toolsDast, toolsTls, toolsQuality, toolsTypes, toolsTests];
