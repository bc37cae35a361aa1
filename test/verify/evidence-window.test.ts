// PingOne keeps evidence for 30 minutes. After that it is gone, which is never the same as never having been given.
import { test as base, expect } from '../support/fixtures.js';
import { callsOf, templateOf } from './answers.js';
import { Subjects } from './subjects.js';

const test = base
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .extend('subjects', { scope: 'file' }, async ({ sandbox, gateway }) => new Subjects(sandbox, gateway));

const THIRTY_ONE_MINUTES = 31 * 60;

interface Evidence {
  readonly verifyTransaction: {
    readonly evidence: string;
    readonly verifiedDataExpiresAt: string | null;
    readonly [field: string]: unknown;
  };
}

const reading = (fields: string) => `query ($id: ID!) {
  verifyTransaction(id: $id) { evidence verifiedDataExpiresAt ${fields} }
}`;

test.for([
  ['governmentId', 'governmentId { governmentId { firstName } }', null],
  ['selfie', 'selfie { image { bytes } }', null],
  ['verifiedUserData', 'verifiedUserData { firstName }', null],
  ['verifiedData', 'verifiedData { id type }', []],
  ['verifiedData', 'verifiedData(types: [SELFIE]) { image { bytes } }', []],
] as const)(
  'after the purge %s is empty and its evidence DELETED: %s',
  async ([field, selection, nothing], { admin, sandbox, subjects }) => {
    const { id } = await subjects.open();
    await sandbox.finish(id);
    const before = await admin.ask<Evidence, object>(reading(selection), { id });
    expect(before.verifyTransaction).toMatchObject({
      evidence: 'AVAILABLE',
      verifiedDataExpiresAt: expect.any(String),
    });
    expect(before.verifyTransaction[field]).not.toEqual(nothing);

    // The vendor's clock alone: that of the gateway stays where it is.
    await sandbox.advance(THIRTY_ONE_MINUTES);
    const after = await admin.ask<Evidence, object>(reading(selection), { id });
    expect(after.verifyTransaction).toMatchObject({ evidence: 'DELETED', [field]: nothing });
    expect(Date.parse(after.verifyTransaction.verifiedDataExpiresAt ?? '')).toBeLessThanOrEqual(Date.now());
  },
);

test('what a list answers with 404 is gone too', async ({ admin, sandbox, subjects }) => {
  const { id } = await subjects.open();
  await sandbox.finish(id);
  await sandbox.knob('purgedEvidence', 'notFound');
  await sandbox.advance(THIRTY_ONE_MINUTES);
  const { verifyTransaction } = await admin.ask<Evidence, object>(reading('selfie { id }'), { id });
  await sandbox.knob('purgedEvidence', 'empty');
  expect(verifyTransaction).toMatchObject({ evidence: 'DELETED', selfie: null });
});

test('a kind that was never asked for is none while the rest is there', async ({ admin, sandbox, subjects }) => {
  const { id } = await subjects.open('documentOnly');
  await sandbox.finish(id);
  await sandbox.clearRequests();
  const document = reading('selfie { id } governmentId { id }');
  const answer = await admin.query<Evidence, object>(document, { id });
  expect(answer.data?.verifyTransaction).toMatchObject({ evidence: 'AVAILABLE', selfie: null, governmentId: {} });
  expect((await callsOf(answer, sandbox)).map(templateOf)).toEqual(['GET {T}', 'GET {T}/verifiedData']);

  // An empty answer alone proves nothing, so the list of what there is decides.
  const alone = await admin.ask<Evidence, object>(reading('selfie { id }'), { id });
  expect(alone.verifyTransaction).toMatchObject({ evidence: 'AVAILABLE', selfie: null });
});

test('nothing given is NONE, and costs no call', async ({ admin, sandbox, subjects }) => {
  const { id } = await subjects.open();
  await sandbox.clearRequests();
  const answer = await admin.query<Evidence, object>(reading(''), { id });
  expect(answer.data?.verifyTransaction).toEqual({ evidence: 'NONE', verifiedDataExpiresAt: null });
  expect((await callsOf(answer, sandbox)).map(templateOf)).toEqual(['GET {T}']);
});

test('what is gone can neither be revealed nor redrawn', async ({ admin, sandbox, subjects }) => {
  const { id } = await subjects.open();
  await sandbox.finish(id);
  await sandbox.advance(THIRTY_ONE_MINUTES);
  const gone = { userErrors: [{ code: 'VERIFIED_DATA_EXPIRED', field: ['input', 'transactionId'] }] };
  const data = await admin.ask<object, object>(
    `mutation ($reveal: RevealVerifiedDataInput!, $replace: ReplaceSelfieBackgroundInput!) {
      revealVerifiedData(input: $reveal) { verifiedData { id } userErrors { code field } }
      replaceSelfieBackground(input: $replace) { verifiedData { id } userErrors { code field } }
    }`,
    { reveal: { transactionId: id, types: ['SELFIE'], reason: 'A test.' }, replace: { transactionId: id } },
  );
  expect(data).toEqual({
    revealVerifiedData: { verifiedData: null, ...gone },
    replaceSelfieBackground: { verifiedData: null, ...gone },
  });
});
