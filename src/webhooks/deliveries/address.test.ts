// Which addresses are taken for public, in every spelling a URL allows, and that a name is judged by all that it stands for.
import { describe, expect, test } from 'vitest';
import { faultOfAddress, isNeverPublic, isPublicAddress, lookupPublic } from './address.js';

describe('refused at once, in whatever spelling', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '0177.0.0.1',
    '2130706433',
    '0x7f000001',
    '127.0.0.1.',
    '１２７.0.0.1',
    '0.0.0.0',
    '0',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::127.0.0.1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:169.254.169.254]',
    '[::ffff:0:127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::8.8.8.8]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[2001:db8::1]',
    '[3fff::1]',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[fe80::1]',
    '[fec0::1]',
    '[ff02::1]',
    '[100::1]',
    '[4000::1]',
    'localhost',
    'localhost.',
    'LOCALHOST',
    'db.localhost',
  ])('https://%s', (host) => {
    const url = `https://${host}:8443/hooks`;
    expect(faultOfAddress(url, false)).toBe('Private and loopback addresses are refused here.');
    expect(isNeverPublic(new URL(url).hostname)).toBe(true);
    expect(faultOfAddress(url, true)).toBeNull();
  });

  test.each([
    ['http://app.example.com/', 'This must be an https address.'],
    ['ftp://app.example.com/', 'This must be an https address.'],
    ['file:///etc/passwd', 'This must be an https address.'],
    ['data:text/plain,x', 'This must be an https address.'],
    ['javascript:alert(1)', 'This must be an https address.'],
    ['gopher://127.0.0.1:6379/_x', 'This must be an https address.'],
    ['no address', 'This must be an https address.'],
    ['https://', 'This must be an https address.'],
    ['https://[fe80::1%25eth0]/', 'This must be an https address.'],
    ['https://user:pass@app.example.com/', 'An address must not have a user name or password in it.'],
    ['https://user@app.example.com/', 'An address must not have a user name or password in it.'],
    ['https://127.0.0.1#@app.example.com/', 'Private and loopback addresses are refused here.'],
    ['https://127.0.0.1\\@app.example.com/', 'Private and loopback addresses are refused here.'],
    ['https://127.0.0.1\t/', 'Private and loopback addresses are refused here.'],
    [`https://app.example.com/${'a'.repeat(2048)}`, 'An address has at most 2048 characters.'],
  ])('%s', (url, fault) => {
    expect(faultOfAddress(url, false)).toBe(fault);
  });
});

test.each([
  'https://app.example.com/hooks',
  'https://8.8.8.8/',
  'https://[2606:4700::1111]/',
  'https://bücher.example/',
])('%s may be tried', (url) => {
  expect(faultOfAddress(url, false)).toBeNull();
});

test('an address that is private allows plain http only where the deployment says so', () => {
  expect(faultOfAddress('http://10.0.0.1/', true)).toBeNull();
  expect(faultOfAddress('http://user@10.0.0.1/', true)).not.toBeNull();
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['::ffff:8.8.8.8', true],
  ['64:ff9b::808:808', true],
  ['64:ff9b::a00:1', false],
  ['fe80::1%eth0', false],
  ['', false],
  ['app.example.com', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

test.each([{ all: true }, { all: false }, {}])(
  'a name that stands for a private address is not resolved (%j)',
  async (options) => {
    const error = await new Promise((resolve) => lookupPublic('localhost', options, resolve));
    expect(error).toMatchObject({ name: 'AddressRefused' });
  },
);

test('a public literal is handed on in the form that was asked for', async () => {
  const ask = (options: object) =>
    new Promise((resolve) => lookupPublic('8.8.8.8', options, (...answer) => resolve(answer)));
  expect(await ask({ all: true })).toEqual([null, [{ address: '8.8.8.8', family: 4 }]]);
  expect(await ask({})).toEqual([null, '8.8.8.8', 4]);
});
