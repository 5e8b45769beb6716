import { describe, expect, test } from 'vitest';
import { vector8, vector16, vector24 } from '../../../shared/tls/bytes';
import { readServerReply } from '../../../shared/tls/server-reply';
import { suiteTraits } from '../../../shared/tls/suite-traits';

const record = (type: number, content: number[], version = [3, 3]): number[] => [
  type,
  ...version,
  ...vector16(content),
];
const message = (type: number, content: number[]): number[] => [type, ...vector24(content)];
const serverHello = (version: [number, number], suite: number, extensions: number[] = []): number[] =>
  message(2, [
    ...version,
    ...new Array<number>(32).fill(7),
    ...vector8([]),
    suite >> 8,
    suite & 0xff,
    0,
    ...(extensions.length > 0 ? vector16(extensions) : []),
  ]);
const read = (...bytes: number[][]) => readServerReply(Uint8Array.from(bytes.flat()));

describe('the answer to a ClientHello', () => {
  test('names version and suite', () => {
    expect(read(record(22, serverHello([3, 0], 0x0005)))).toEqual({
      kind: 'hello',
      version: 0x0300,
      suite: 5,
      dhBits: null,
    });
  });
  test('takes TLS 1.3 from supported_versions, and a HelloRetryRequest with ChangeCipherSpec behind it', () => {
    const hello = serverHello([3, 3], 0x1301, [0, 43, 0, 2, 3, 4]);
    expect(read(record(22, hello), record(20, [1]))).toMatchObject({ kind: 'hello', version: 0x0304, suite: 0x1301 });
  });
  test('reads the size of the DH group from a ServerKeyExchange, over records and messages', () => {
    const prime = [0x00, 0x80, ...new Array<number>(127).fill(1)];
    const flight = [
      ...serverHello([3, 3], 0x0033),
      ...message(11, new Array<number>(300).fill(0)),
      ...message(12, [...vector16(prime), ...vector16([2]), ...vector16([5])]),
    ];
    const [first, second] = [flight.slice(0, 200), flight.slice(200)];
    expect(read(record(22, first))).toMatchObject({ kind: 'more' });
    expect(read(record(22, first), record(22, second))).toMatchObject({ kind: 'hello', suite: 0x33, dhBits: 1024 });
  });
  test('passes over a warning before the hello', () => {
    expect(read(record(21, [1, 112]), record(22, serverHello([3, 3], 0xc02f)))).toMatchObject({ kind: 'hello' });
  });
  test('tells alerts by name', () => {
    expect(read(record(21, [2, 70]))).toEqual({ kind: 'alert', alert: 'protocol_version' });
    expect(read(record(21, [1, 0]))).toEqual({ kind: 'alert', alert: 'close_notify' });
  });
  test.each([
    ['HTTP', Array.from('HTTP/1.1 400 Bad Request', (c) => c.charCodeAt(0))],
    ['SSH', Array.from('SSH-2.0-OpenSSH', (c) => c.charCodeAt(0))],
    ['a handshake byte only', [22, 80]],
  ])('tells %s from TLS', (_, bytes) => expect(read(bytes)).toEqual({ kind: 'not-tls' }));

  test.each([
    ['an empty record', record(22, [])],
    ['a record beyond 2^14', [22, 3, 3, 0xff, 0xff]],
    ['a message beyond every limit', record(22, [2, 0xff, 0xff, 0xff])],
    ['another message first', record(22, message(11, [0]))],
    ['a hello cut short inside', record(22, message(2, [3, 3, 1, 2]))],
    ['an extension that overruns', record(22, serverHello([3, 3], 0x1301, [0, 43, 0xff, 0xff]))],
    ['no ServerKeyExchange', record(22, [...serverHello([3, 3], 0x0033), ...message(14, [])])],
    ['a thousand tiny records', new Array(1000).fill(record(22, [2])).flat()],
  ])('%s is malformed', (_, bytes) => expect(read(bytes)).toMatchObject({ kind: 'malformed' }));

  test('never throws on any beginning of a good answer, and asks for more', () => {
    const whole = record(22, serverHello([3, 3], 0xc02f));
    for (let length = 0; length < whole.length; length += 1)
      expect(read(whole.slice(0, length)), String(length)).toMatchObject({ kind: 'more' });
  });
  test('never throws on noise', () => {
    let seed = 1;
    const noise = (): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed & 0xff;
    };
    for (let round = 0; round < 500; round += 1)
      read([22, 3, 3, 0, 80, 2, 0, 0, 76, ...Array.from({ length: 76 }, noise)]);
  });
});

describe('what a suite name says', () => {
  test.each([
    [0xc02b, { keyExchange: 'ECDHE', cipher: 'AES', aead: true, forwardSecret: true }],
    [0xc013, { keyExchange: 'ECDHE', aead: false, forwardSecret: true }],
    [0x009c, { keyExchange: 'RSA', aead: true, forwardSecret: false }],
    [0x1303, { keyExchange: 'TLS1.3', cipher: 'CHACHA20', aead: true, forwardSecret: true }],
    [0x0018, { anonymous: true, cipher: 'RC4' }],
    [0xc019, { anonymous: true, keyExchange: 'ECDHE' }],
    [0x0008, { export: true, cipher: 'DES' }],
    [0x000a, { cipher: '3DES', forwardSecret: false }],
    [0xc00e, { keyExchange: 'ECDH', forwardSecret: false }],
    [0xfafa, { name: '0xfafa', keyExchange: 'other', forwardSecret: false, aead: false }],
  ])('%i', (id, traits) => expect(suiteTraits(id)).toMatchObject(traits));
});
