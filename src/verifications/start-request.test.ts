// What may be asked when a verification is started: each fault with its path, and the form in which the rest is sent.
import { describe, expect, test } from 'vitest';
import { Refusal } from './refusal.js';
import { type StartInput, type StartRules, toStartRequest } from './start-request.js';

const actor = { id: 'ana', kind: 'END_USER', displayName: null } as const;
const rules: StartRules = { actor, mayDecideEverything: true, allowedOrigins: [] };
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]).toString('base64');

function start(input: Partial<StartInput>, changes: Partial<StartRules> = {}) {
  return toStartRequest({ userId: 'ana', ...input }, { ...rules, ...changes });
}

/** The faults as `CODE path`. */
function faults(input: Partial<StartInput>, changes: Partial<StartRules> = {}): readonly string[] {
  try {
    start(input, changes);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults.map(({ code, field }) => `${code} ${field?.join('.')}`);
  }
}

const redirect = (url: string, message?: string) => ({
  redirect: { url, ...(message === undefined ? {} : { message }) },
});
const header = (name: string, value = 'x') => ({ callback: { url: 'https://a.test', headers: [{ name, value }] } });
const many = (count: number, text = 'a') => Array.from({ length: count }, () => text);

describe('faults', () => {
  test.each<[string, Partial<StartInput>]>([
    ['INVALID_VALUE input.reference', { reference: '' }],
    ['INVALID_VALUE input.reference', { reference: 'with blank' }],
    ['OUT_OF_RANGE input.reference', { reference: 'a'.repeat(101) }],
    ['INVALID_VALUE input.reference', { reference: 'line\nend' }],
    ['OUT_OF_RANGE input.challenge', { challenge: '' }],
    ['OUT_OF_RANGE input.challenge', { challenge: 'a'.repeat(101) }],
    ['INVALID_VALUE input.notification.phone', { notification: { phone: '12' } }],
    ['INVALID_VALUE input.notification.phone', { notification: { phone: '' } }],
    ['INVALID_VALUE input.notification.email', { notification: { email: 'ana@' } }],
    ['INVALID_VALUE input.notification.email', { notification: { email: 'Ana <ana@example.test>' } }],
    ['REQUIRED_VALUE input.requirements.givenName', { requirements: { givenName: [] } }],
    ['INVALID_VALUE input.requirements.givenName.1', { requirements: { givenName: ['Ana', '  '] } }],
    ['OUT_OF_RANGE input.requirements.familyName', { requirements: { familyName: many(21) } }],
    ['OUT_OF_RANGE input.requirements.name.0', { requirements: { name: ['a'.repeat(1025)] } }],
    ['REQUIRED_VALUE input.requirements.address', { requirements: { address: [] } }],
    ['OUT_OF_RANGE input.requirements.birthDate.0', { requirements: { birthDate: ['2999-01-01'] } }],
    ['INVALID_VALUE input.requirements.emails.1', { requirements: { emails: ['ana@example.test', 'nobody'] } }],
    ['OUT_OF_RANGE input.requirements.emails', { requirements: { emails: many(21, 'ana@example.test') } }],
    ['INVALID_VALUE input.requirements.phones.0', { requirements: { phones: ['555'] } }],
    ['INVALID_VALUE input.requirements.referenceSelfie', { requirements: { referenceSelfie: '' } }],
    ['INVALID_VALUE input.requirements.referenceSelfie', { requirements: { referenceSelfie: 'not base64!' } }],
    ['INVALID_VALUE input.requirements.referenceSelfie', { requirements: { referenceSelfie: 'iVBORw0KGgo=' } }],
    ['SIZE_LIMIT_EXCEEDED input.requirements.referenceSelfie', { requirements: { referenceSelfie: 'A'.repeat(7e6) } }],
    ['INVALID_VALUE input.redirect.url', redirect('http://example.test')],
    ['INVALID_VALUE input.redirect.url', redirect('javascript:alert(1)')],
    ['INVALID_VALUE input.redirect.url', redirect('/done')],
    ['INVALID_VALUE input.redirect.url', redirect('https://ana:secret@example.test')],
    ['OUT_OF_RANGE input.redirect.message', redirect('https://example.test', 'a'.repeat(257))],
    ['INVALID_VALUE input.callback.url', { callback: { url: 'ftp://example.test' } }],
    ['INVALID_VALUE input.callback.headers.0.name', header('')],
    ['INVALID_VALUE input.callback.headers.0.name', header('two words')],
    ['INVALID_VALUE input.callback.headers.0.name', header('Host')],
    ['INVALID_VALUE input.callback.headers.0.name', header('Content-Length')],
    ['INVALID_VALUE input.callback.headers.0.value', header('x-key', 'a\r\nx-other: b')],
    ['INVALID_VALUE input.callback.headers.0.value', header('x-key', 'é')],
    ['OUT_OF_RANGE input.callback.headers.0.value', header('x-key', 'a'.repeat(4097))],
  ])('%s', (fault, input) => {
    expect(faults(input)).toEqual([fault]);
  });

  test('a header can be given once, whatever its letter case', () => {
    const headers = [
      { name: 'X-Key', value: 'a' },
      { name: 'x-key', value: 'b' },
    ];
    expect(faults({ callback: { url: 'https://a.test', headers } })).toEqual([
      'INVALID_VALUE input.callback.headers.1.name',
    ]);
    const tooMany = Array.from({ length: 21 }, (_, index) => ({ name: `x-${index}`, value: '' }));
    expect(faults({ callback: { url: 'https://a.test', headers: tooMany } })).toEqual([
      'OUT_OF_RANGE input.callback.headers',
    ]);
  });

  test('all faults are told at once, each with its limit and none with what was typed', () => {
    expect.assertions(4);
    try {
      start({ reference: 'öffentlich', challenge: 'geheim'.repeat(40), ...redirect('geheim') });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(error.faults.map(({ field }) => field?.at(-1))).toEqual(['reference', 'challenge', 'url']);
      expect(error.faults[1]?.limit).toBe(100);
      expect(JSON.stringify(error.faults)).not.toContain('geheim');
      expect(JSON.stringify(error.faults)).not.toContain('öffentlich');
    }
  });

  test('end users may not say what is compared, who is told and where results go', () => {
    const input = { requirements: {}, callback: { url: 'https://a.test' }, notification: {}, reference: 'mine' };
    expect(faults(input)).toEqual([]);
    expect(faults(input, { mayDecideEverything: false })).toEqual([
      'INVALID_VALUE input.requirements',
      'INVALID_VALUE input.callback',
      'INVALID_VALUE input.notification',
    ]);
    expect(faults({ requirements: null, ...redirect('https://a.test') }, { mayDecideEverything: false })).toEqual([]);
  });

  test('where origins are listed, addresses have one of them', () => {
    const allowed = { allowedOrigins: ['https://app.example.test'] };
    expect(faults({ ...redirect('https://app.example.test/done?x=1') }, allowed)).toEqual([]);
    expect(faults({ ...redirect('https://app.example.test.evil.test') }, allowed)).toEqual([
      'INVALID_VALUE input.redirect.url',
    ]);
    expect(faults({ callback: { url: 'https://app.example.test:8443' } }, allowed)).toEqual([
      'INVALID_VALUE input.callback.url',
    ]);
  });
});

describe('normal forms', () => {
  test('what is left out is filled in or stays empty', () => {
    const first = start({});
    expect(first.transaction).toEqual({ verifyPolicyId: null, notification: null, requirements: null, redirect: null });
    expect(first.clientCallback).toBeNull();
    expect(first.reference).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.challenge).toMatch(/^[\w-]{32}$/);
    expect(start({}).reference).not.toBe(first.reference);
    expect(start({}).challenge).not.toBe(first.challenge);
  });

  test('phone numbers become E.164, everything else is sent as it was given', () => {
    const request = start({
      verifyPolicyId: 'strict',
      reference: 'Order-7',
      challenge: 'tick',
      notification: { phone: '001 (512) 555-1234', email: 'ana@example.test' },
      requirements: {
        givenName: ['Ana', 'Anna'],
        birthDate: ['1990-02-03'],
        emails: [],
        phones: ['1-512-555-1234', '+34 612 34 56 78'],
        referenceSelfie: `data:image/jpeg;base64,${JPEG}`,
      },
      redirect: { url: 'https://example.test/done?a=b#c', message: 'Thank you' },
      callback: { url: 'https://example.test/told', headers: [{ name: 'X-Key', value: 'k' }] },
    });
    expect(request).toMatchObject({ userId: 'ana', reference: 'Order-7', challenge: 'tick' });
    expect(request.transaction).toEqual({
      verifyPolicyId: 'strict',
      notification: { phone: '+15125551234', email: 'ana@example.test' },
      requirements: {
        givenName: ['Ana', 'Anna'],
        familyName: null,
        name: null,
        address: null,
        birthDate: ['1990-02-03'],
        emails: [],
        phones: ['+15125551234', '+34612345678'],
        referenceSelfie: JPEG,
      },
      redirect: { url: 'https://example.test/done?a=b#c', message: 'Thank you' },
    });
    expect(request.clientCallback).toEqual({ url: 'https://example.test/told', headers: { 'X-Key': 'k' } });
  });

  test('the limits themselves are within the limits', () => {
    expect(
      faults({
        reference: 'a'.repeat(100),
        challenge: 'a'.repeat(100),
        requirements: { givenName: many(20), name: ['a'.repeat(1024)] },
        ...redirect('https://example.test', 'a'.repeat(256)),
        ...header('x-key', 'a'.repeat(4096)),
      }),
    ).toEqual([]);
  });
});
