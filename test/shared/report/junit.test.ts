import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { junit } from '../../../shared/report/junit';
import { finding } from '../../support/finding';
import { debianPython, describeWith } from '../../support/needs';
import { sample } from './sample';

interface Case {
  name: string;
  classname: string;
  outcome: string | null;
  message: string | null;
  type: string | null;
  text: string | null;
}
interface Suite {
  attributes: Record<string, string>;
  cases: Case[];
}

const reader = `
import json, sys, xml.etree.ElementTree as ET
root = ET.fromstring(sys.stdin.buffer.read())
assert root.tag == 'testsuites'
def case(c):
    o = list(c)
    assert len(o) <= 1
    o = o[0] if o else None
    return dict(name=c.get('name'), classname=c.get('classname'), outcome=None if o is None else o.tag,
                message=None if o is None else o.get('message'), type=None if o is None else o.get('type'), text=None if o is None else o.text)
print(json.dumps(dict(attributes=root.attrib, suites=[dict(attributes=s.attrib, cases=[case(c) for c in s]) for s in root])))
`;
const read = (xml: string): { attributes: Record<string, string>; suites: Suite[] } =>
  JSON.parse(execFileSync(debianPython, ['-c', reader], { input: xml }).toString());

describeWith([debianPython], 'JUnit XML, read back by Python', () => {
  const { attributes, suites } = read(junit(sample()));
  const cases = suites.flatMap((suite) => suite.cases);

  test('has a suite for each family and a case for each finding', () => {
    expect(suites.map((suite) => suite.attributes.name)).toContain('tls');
    expect(cases).toHaveLength(sample().findings.length);
    expect(cases.map(({ name }) => name)).toContain('env.file-mode [web-2]');
    expect(cases.every(({ name, classname }) => classname === `gonogo.${name.split('.')[0]}`)).toBe(true);
  });

  test('counts what it holds', () => {
    const number = (outcome: string): string => String(cases.filter((one) => one.outcome === outcome).length);
    expect(attributes).toMatchObject({
      tests: String(cases.length),
      failures: number('failure'),
      errors: number('error'),
      skipped: number('skipped'),
      time: '3.300',
    });
    for (const suite of suites) expect(suite.attributes.tests).toBe(String(suite.cases.length));
  });

  test('tells failures, errors, and what is skipped with its reason', () => {
    const named = (name: string): Case => cases.find((one) => one.name === name)!;
    expect(named('headers.hsts')).toMatchObject({ outcome: 'failure', type: 'blocker' });
    expect(named('headers.hsts').text).toContain('includeSubDomains" always;');
    expect(named('logging.mode [web-2]')).toMatchObject({
      outcome: 'error',
      message: expect.stringContaining('needs root'),
    });
    expect(named('load.tested')).toMatchObject({ outcome: 'skipped', message: expect.stringMatching(/^manual: /) });
    expect(named('database.tls [web-1]')).toMatchObject({
      outcome: 'skipped',
      message: 'waived by A. Lead until 2027-01-31 (private link until the move): sslmode=prefer',
    });
    expect(named('tls.chain').outcome).toBeNull();
  });

  test.each([
    ['markup', '</failure><testcase name="x"/> & "quoted" \'single\' ]]>'],
    ['an entity', '&lt;&#10;&xxe;'],
    ['letters of other scripts', 'Übergröße 日本 🚀'],
  ])('carries %s unchanged', (_, observed) => {
    const xml = junit(sample({ findings: [finding({ control: 'tls.chain', status: 'fail', observed })] }));
    expect(read(xml).suites[0]!.cases).toMatchObject([{ message: observed, outcome: 'failure' }]);
  });

  test('shows what XML cannot hold', () => {
    const observed = 'a\0b\u001b[31m\u0008\ufffe\ud800\u202e';
    const xml = junit(sample({ findings: [finding({ control: 'tls.chain', status: 'error', observed })] }));
    expect(read(xml).suites[0]!.cases[0]!.message).toBe('a\\u0000b\\u001b[31m\\u0008\\ufffe\\ud800\\u202e');
  });

  test('keeps the lines of a message', () => {
    const xml = junit(sample({ findings: [finding({ control: 'tls.chain', status: 'fail', observed: 'one\ntwo' })] }));
    expect(read(xml).suites[0]!.cases[0]!.message).toBe('one\ntwo');
  });
});

describe('JUnit XML', () => {
  test('of nothing is a document without suites', () => {
    expect(junit(sample({ findings: [] }))).toMatch(/<testsuites [^>]*tests="0"[^>]*>\n<\/testsuites>\n$/);
  });
});
