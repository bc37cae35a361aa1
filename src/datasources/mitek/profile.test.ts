// Profiles: the built-in one, an operator's own, and each mistake told by the place where it is. And what is made from them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../config/config.js';
import { type NewJourney, toWire } from './new-journey.js';
import { toNews } from './news.js';
import { builtInProfile, loadProfile, type MitekProfile, resultOf, statusOf } from './profile.js';
import { doubtsOf } from './profile-schema.js';

const folder = mkdtempSync(join(tmpdir(), 'profile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(text: string): string {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, text);
  return path;
}

function problemsOf(file: string | null, version = '4.4'): readonly string[] {
  try {
    loadProfile(file, version);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

function changed(change: (profile: Record<string, Record<string, unknown>>) => void): string {
  const profile = JSON.parse(JSON.stringify(builtInProfile));
  change(profile);
  return JSON.stringify(profile);
}

describe('loading', () => {
  test('the built-in profile, and one from a file', () => {
    expect(loadProfile(null, '4.4')).toBe(builtInProfile);
    const file = fileOf(changed((profile) => Object.assign(profile, { version: '5.0' })));
    expect(loadProfile(file, '5.0').version).toBe('5.0');
  });

  test('a file that is not there is told apart from one that is no JSON', () => {
    expect(problemsOf('/nowhere/profile.json', '4.4')).toEqual([
      'MITEK_PROFILE_FILE names a file that cannot be read.',
    ]);
  });

  test('a version without a profile, and a profile of another version', () => {
    expect(problemsOf(null, '4.5')).toEqual([expect.stringContaining('has no built-in profile; there is one for 4.4')]);
    expect(problemsOf(fileOf(JSON.stringify(builtInProfile)), '4.5')).toEqual([
      expect.stringContaining('another version'),
    ]);
  });

  test.each([
    ['{', 'MITEK_PROFILE_FILE names a file that is not JSON; see its line 1.'],
    ['{\n  "version": "4.4"\n  "auth": {}\n}', 'MITEK_PROFILE_FILE names a file that is not JSON; see its line 3.'],
    ['[]', 'MITEK_PROFILE_FILE: the whole: must be an object.'],
    [changed((profile) => Object.assign(profile, { paths: undefined })), 'MITEK_PROFILE_FILE: paths: is missing.'],
    [changed(({ paths }) => Object.assign(paths ?? {}, { create: 7 })), 'paths.create: must be a text.'],
    [changed(({ fields }) => Object.assign(fields ?? {}, { name: '' })), 'fields.name: must not be empty.'],
    [
      changed(({ timeouts }) => Object.assign(timeouts ?? {}, { createMs: 5 })),
      'timeouts.createMs: must be at least 100.',
    ],
    [changed(({ timeouts }) => Object.assign(timeouts ?? {}, { createMs: 30_000 })), 'must be at most 25000.'],
    [
      changed(({ paths }) => Object.assign(paths ?? {}, { create: 'https://elsewhere.example/x' })),
      'paths.create: must be a path',
    ],
    [
      changed(({ paths }) => Object.assign(paths ?? {}, { create: '/api/{tenant}' })),
      'paths.create: may hold {version}',
    ],
    [
      changed(({ callback }) => Object.assign(callback ?? {}, { url: 'any' })),
      'callback.url: must be per-journey or fixed',
    ],
    [
      changed(({ callback }) => Object.assign(callback ?? {}, { auth: ['magic'] })),
      'callback.auth.0: must be path-token',
    ],
    [changed(({ statuses }) => Object.assign(statuses ?? {}, { DONE: 'APPROVED' })), 'statuses.DONE: '],
    [changed(({ results }) => Object.assign(results ?? {}, { OK: 'YES' })), 'results.OK: '],
    [
      changed(({ paths }) => Object.assign(paths ?? {}, { status: '/api/{version}/request/status' })),
      'paths.status: must hold {reference} or {requestId}',
    ],
    [
      changed(({ paths }) => Object.assign(paths ?? {}, { delete: '/api/{version}/request' })),
      'paths.delete: must hold {reference} or {requestId}',
    ],
    [
      changed(({ paths }) => Object.assign(paths ?? {}, { create: '/api/{version}/request/{requestId}' })),
      'paths.create: must not hold {requestId}',
    ],
    [
      changed(({ fields }) => Object.assign(fields ?? {}, { note: 'name' })),
      'fields.note: must not be name, as fields.name is',
    ],
    [changed(({ results }) => Object.assign(results ?? {}, { Fraud: 'PASS' })), 'results.Fraud: must not be PASS'],
    [changed(({ languages }) => Reflect.deleteProperty(languages ?? {}, 'GERMAN')), 'languages.GERMAN: '],
    [
      changed(({ response }) => Object.assign(response ?? {}, { link: ['link'] })),
      'response.link.0: must be a JSON pointer',
    ],
    [changed((profile) => Object.assign(profile, { retires: {} })), 'the whole: '],
  ])('a mistake is told by its place (%#)', (text, problem) => {
    expect(problemsOf(fileOf(text))).toEqual([expect.stringContaining(problem)]);
  });

  test('all mistakes at once', () => {
    const file = fileOf(changed((profile) => Object.assign(profile, { version: 'x', timeouts: {}, retry: {} })));
    expect(problemsOf(file)).toHaveLength(3);
  });
});

test('what is hardly meant is told, and nothing of the built-in profile', () => {
  expect(doubtsOf(builtInProfile)).toEqual([]);
  const doubtful: MitekProfile = {
    ...builtInProfile,
    paths: { ...builtInProfile.paths, cancel: '/api/{version}/cancel' },
    results: { ...builtInProfile.results, DENIED: 'PASS', OK: 'PASS' },
    statuses: { ...builtInProfile.statuses, Cancelled: 'COMPLETED', DONE: 'COMPLETED' },
  };
  expect(doubtsOf(doubtful)).toEqual([
    expect.stringContaining('paths.cancel has no effect'),
    expect.stringContaining('results.DENIED is PASS'),
    expect.stringContaining('statuses.Cancelled is COMPLETED'),
  ]);
});

describe('a journey on the wire', () => {
  const journey: NewJourney = {
    reference: 'r-1',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    phone: null,
    environment: 'live',
    scope: null,
    endDate: null,
    tabsOrder: null,
    note: null,
    language: null,
    callbackUrl: 'https://gateway.example/callbacks/mitek/x/y',
  };
  const scope = { selfie: false, documents: false, documentTypes: [], attachments: false, attachmentKeys: [] };

  test('holds what is given, and nothing else', () => {
    expect(toWire(builtInProfile, journey)).toEqual({
      reference: 'r-1',
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      environment: 'live',
      use_defaults: true,
      callback_uri: 'https://gateway.example/callbacks/mitek/x/y',
    });
  });

  test.each([
    [{ ...scope, selfie: true }, 'selfie'],
    [{ ...scope, documents: true }, 'documents'],
    [
      { ...scope, selfie: true, documents: true, documentTypes: ['DRIVING_LICENCE', 'PASSPORT', 'NATIONAL_ID'] },
      'selfie,documents(driving,passport,id)',
    ],
    [
      {
        selfie: true,
        documents: true,
        documentTypes: ['PASSPORT'],
        attachments: true,
        attachmentKeys: ['doc1', 'doc2'],
      },
      'selfie,documents(passport),attachments(doc1,doc2)',
    ],
  ] as const)('the scope is one text: %#', (wanted, text) => {
    const wire = toWire(builtInProfile, { ...journey, scope: wanted });
    expect(wire).toMatchObject({ scope: text });
    expect(wire).not.toHaveProperty('use_defaults');
  });

  test('goes by the names of the profile; what has none is left out', () => {
    const profile: MitekProfile = {
      ...builtInProfile,
      fields: { ...builtInProfile.fields, name: 'full_name', note: null, endDate: 'valid_until' },
    };
    const wire = toWire(profile, {
      ...journey,
      note: 'Hello',
      endDate: '2030-01-31',
      tabsOrder: ['documents', 'selfie', 'attachments'],
    });
    expect(wire).toMatchObject({
      full_name: 'Ada Lovelace',
      valid_until: '2030-01-31',
      tabs_order: 'documents,selfie,attachments',
    });
    expect(wire).not.toHaveProperty('note');
    expect(wire).not.toHaveProperty('name');
  });
});

describe('what a callback says', () => {
  test('is found at the first place that holds something', () => {
    const news = toNews(builtInProfile, {
      reference: 'r-1',
      status: 'COMPLETED',
      result: null,
      results: { result: 'PASS', score: 0.5, scores: { face: 1, 'bad name!': 1, text: 'x' }, idRequest: 'abc' },
    });
    expect(news).toMatchObject({ rawResult: 'PASS', result: 'PASS', score: 0.5, requestId: 'abc', reviewed: false });
    expect(news.scores).toEqual([{ name: 'face', value: 1 }]);
  });

  test('may be of any shape without harm', () => {
    for (const body of [
      {},
      { status: {}, results: [] },
      { results: { documentResults: [null, 7, 'x', { errors: 'no' }] } },
    ]) {
      expect(toNews(builtInProfile, body).status).toBe('UNKNOWN');
    }
    expect(toNews(builtInProfile, {}).findings).toBeNull();
  });

  test('a date is whole or nothing, a picture is one, a type has its name', () => {
    const document = {
      type: 'Passport',
      birthDate: '1990-02-30',
      issueDate: '2021-03-15T00:00:00Z',
      expiryDate: '03/2031',
      manual: true,
      errors: ['A', { b: 1 }],
    };
    const results = { picture: 'javascript:alert(1)', documentResults: [document, { type: 'visa' }] };
    const { findings, manual } = toNews(builtInProfile, { status: 'SENT', results });
    expect(manual).toBe(true);
    expect(findings?.picture).toBeNull();
    expect(findings?.documents[0]).toMatchObject({
      type: 'PASSPORT',
      typeRaw: 'Passport',
      birthDate: null,
      issueDate: '2021-03-15',
      expirationDate: null,
      errors: ['A'],
    });
    expect(findings?.documents[1]).toMatchObject({ type: 'UNKNOWN', typeRaw: 'visa' });
  });

  test.each(['toString', '__proto__', 'completed', ''])('%j is no word of the profile', (raw) => {
    expect(statusOf(builtInProfile, raw)).toBe('UNKNOWN');
    expect(resultOf(builtInProfile, raw)).toBe('UNKNOWN');
  });
});
