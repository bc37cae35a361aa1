// FIDO options in every shape PingOne has been seen to send come out the same; a browser's answers go back in PingOne's form.
import { expect, test } from 'vitest';
import { toAssertionText, toAttestationText, toCreationOptions, toRequestOptions } from './fido.js';

/** All 256 bytes, so that each letter that the two alphabets disagree on is met. */
const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
const url = bytes.toString('base64url');
const unsigned = [...bytes];
const signed = unsigned.map((byte) => (byte > 127 ? byte - 256 : byte));

const forms: [string, unknown][] = [
  ['signed bytes', signed],
  ['unsigned bytes', unsigned],
  ['Base64URL', url],
  ['Base64URL with padding', `${url}==`],
  ['Base64', bytes.toString('base64')],
  ['a Buffer of Node', JSON.parse(JSON.stringify(bytes))],
];
const containers: [string, (options: object) => string | Record<string, unknown>][] = [
  ['text', (options) => JSON.stringify(options)],
  ['an object', (options) => ({ ...options })],
  ['text in text', (options) => JSON.stringify(JSON.stringify(options))],
];
const cases = containers.flatMap(([container, wrap]) =>
  forms.map(([form, value]): [string, string, (options: object) => string | Record<string, unknown>, unknown] => [
    form,
    container,
    wrap,
    value,
  ]),
);

test.each(cases)('creation options with %s in %s', (_form, _container, wrap, value) => {
  const sent = wrap({
    rp: { id: 'bank.example.com', name: 'Bank' },
    user: { id: value, displayName: 'Ana', name: 'ana' },
    challenge: value,
    pubKeyCredParams: [{ type: 'public-key', alg: '-7' }, { type: 'public-key', alg: -257 }, { alg: 'ES256' }],
    timeout: 120000,
    excludeCredentials: [{ type: 'public-key', id: value, transports: ['usb'] }],
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, authenticatorAttachment: null },
    attestation: 'none',
    extensions: { credProps: true, prf: { eval: { first: unsigned } } },
    hints: ['security-key'],
  });
  const { json, raw } = toCreationOptions(sent);
  expect(json).toEqual({
    rp: { id: 'bank.example.com', name: 'Bank' },
    user: { id: url, displayName: 'Ana', name: 'ana' },
    challenge: url,
    pubKeyCredParams: [
      { type: 'public-key', alg: -7 },
      { type: 'public-key', alg: -257 },
    ],
    timeout: 120000,
    excludeCredentials: [{ type: 'public-key', id: url, transports: ['usb'] }],
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true },
    attestation: 'none',
    extensions: { credProps: true, prf: { eval: { first: url } } },
    hints: ['security-key'],
  });
  expect(raw).toBe(typeof sent === 'string' ? sent : JSON.stringify(sent));
});

test.each(cases)('request options with %s in %s', (_form, _container, wrap, value) => {
  const sent = wrap({ challenge: value, rpId: 'a.example', allowCredentials: [{ type: 'public-key', id: value }] });
  expect(toRequestOptions(sent).json).toEqual({
    challenge: url,
    rpId: 'a.example',
    allowCredentials: [{ type: 'public-key', id: url }],
  });
});

test('the example of the documentation', () => {
  const sent =
    '{"challenge":[-85,59,-40,126,17,11,-105,-114,112,98,26,-11,65,108,101,35,106,81,-40,49,81,-68,5,48,-6,43,-107,-2,-115,68,15,81],' +
    '"timeout":120000,"rpId":"bank.example.com","allowCredentials":[{"type":"public-key","id":[1,62,-107,73,-122,23,-91,-57]}],' +
    '"userVerification":"preferred"}';
  expect(toRequestOptions(sent)).toEqual({
    json: {
      challenge: 'qzvYfhELl45wYhr1QWxlI2pR2DFRvAUw-iuV_o1ED1E',
      timeout: 120000,
      rpId: 'bank.example.com',
      allowCredentials: [{ type: 'public-key', id: 'AT6VSYYXpcc' }],
      userVerification: 'preferred',
    },
    raw: sent,
  });
});

test('usernameless options name no credentials', () => {
  expect(toRequestOptions({ challenge: [1], rpId: 'a.example' }).json).toEqual({ challenge: 'AQ', rpId: 'a.example' });
});

test.each<[string, string | Record<string, unknown> | null, boolean]>([
  ['nothing', null, false],
  ['empty text', '', false],
  ['no JSON', 'eyJhbGciOi', true],
  ['a number', '7', true],
  ['no challenge', '{}', true],
  ['a challenge with numbers that are no bytes', { challenge: [1, 256] }, true],
  ['an empty challenge', { challenge: [] }, true],
  ['a challenge that is no Base64', { challenge: '?!' }, true],
  ['a credential without id', { challenge: [1], allowCredentials: [{}] }, true],
])('%s gives no options, and never half of them', (_, sent, hasRaw) => {
  const { json, raw } = toRequestOptions(sent);
  expect(json).toBeNull();
  expect(raw !== null).toBe(hasRaw);
});

const credential = { id: url, rawId: url, type: 'public-key', authenticatorAttachment: 'platform' };
const base64 = bytes.toString('base64');

test("an attestation goes back in PingOne's form", () => {
  const text = toAttestationText({
    ...credential,
    clientExtensionResults: { credProps: { rk: true } },
    response: { clientDataJSON: url, attestationObject: url, transports: ['internal'], publicKeyAlgorithm: -7 },
  });
  expect(JSON.parse(text ?? '')).toEqual({
    id: url,
    type: 'public-key',
    rawId: base64,
    response: { clientDataJSON: base64, attestationObject: base64 },
    clientExtensionResults: { credProps: { rk: true } },
  });
});

test.each([
  ['with a user handle', { userHandle: url }, { userHandle: base64 }],
  ['without a user handle', {}, {}],
  ['with no user handle said', { userHandle: null }, {}],
])("an assertion goes back in PingOne's form, %s", (_, given, sent) => {
  const text = toAssertionText({
    ...credential,
    response: { clientDataJSON: url, authenticatorData: url, signature: url, ...given },
  });
  expect(JSON.parse(text ?? '')).toEqual({
    id: url,
    type: 'public-key',
    rawId: base64,
    response: { clientDataJSON: base64, authenticatorData: base64, signature: base64, ...sent },
  });
});

test.each<[string, unknown]>([
  ['null', null],
  ['text', 'x'],
  ['no response', credential],
  ['no signature', { ...credential, response: { clientDataJSON: url, authenticatorData: url } }],
  [
    'bytes in place of text',
    { ...credential, response: { clientDataJSON: [1], authenticatorData: url, signature: url } },
  ],
  ['no id', { response: { clientDataJSON: url, authenticatorData: url, signature: url } }],
])('%s is no assertion', (_, given) => {
  expect(toAssertionText(given)).toBeNull();
});
