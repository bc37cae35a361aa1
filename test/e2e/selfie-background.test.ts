// A copy of a verified selfie on a plain colour: a real picture, only once there is a selfie, and only while it is kept.
import { describe } from 'vitest';
import {
  ReplaceBackgroundDocument,
  type ReplaceSelfieBackgroundInput,
  TransactionDocument,
} from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import type { Person } from '../support/person.js';
import { until } from '../support/waiting.js';

describe('a selfie on another background', () => {
  test('is a new picture in the shape that was asked for', async ({ alice, sandbox }) => {
    const transactionId = await verified(alice, sandbox);
    const made = await replace(alice, {
      transactionId,
      backgroundColor: '#00ff7F',
      aspectWidth: 1,
      aspectHeight: 1,
    });
    expect(made).toMatchObject({
      verifiedData: {
        id: expect.any(String),
        image: {
          format: 'JPEG',
          dataUri: expect.stringMatching(/^data:image\/jpeg;base64,/),
          bytes: expect.any(Number),
        },
      },
      userErrors: [],
    });
    const { verifyTransaction } = await alice.ask(TransactionDocument, { id: transactionId });
    expect(verifyTransaction?.allowedActions).toContain('REPLACE_SELFIE_BACKGROUND');
    const plain = await replace(alice, { transactionId });
    expect(plain.verifiedData?.image?.sha256).not.toBe(made.verifiedData?.image?.sha256);
  });

  test('needs a decided transaction with a selfie', async ({ alice, sandbox }) => {
    const { id: open } = await alice.startVerification();
    expect(await refusalsOf(alice, { transactionId: open })).toEqual([
      'TRANSACTION_NOT_ACTIONABLE input.transactionId',
    ]);
    const { id: withoutSelfie } = await alice.startVerification({
      verifyPolicyId: sandbox.policies.documentOnly ?? '',
    });
    await sandbox.finish(withoutSelfie);
    expect(await refusalsOf(alice, { transactionId: withoutSelfie })).toEqual(['NOT_FOUND input.selfieId']);
    const transactionId = await verified(alice, sandbox);
    const selfieId = '00000000-0000-4000-8000-000000000000';
    expect(await refusalsOf(alice, { transactionId, selfieId })).toEqual(['NOT_FOUND input.selfieId']);
  });

  test.for<[Partial<ReplaceSelfieBackgroundInput>, readonly string[]]>([
    [{ backgroundColor: 'white' }, ['INVALID_VALUE input.backgroundColor']],
    [{ backgroundColor: '#FFF' }, ['INVALID_VALUE input.backgroundColor']],
    [{ backgroundColor: '#FFFFFF\n' }, ['INVALID_VALUE input.backgroundColor']],
    [{ aspectWidth: 0, aspectHeight: 1 }, ['OUT_OF_RANGE input.aspectWidth']],
    [{ aspectWidth: 4, aspectHeight: 1001 }, ['OUT_OF_RANGE input.aspectHeight']],
    [{ aspectWidth: 4 }, ['REQUIRED_VALUE input.aspectHeight']],
    [
      { backgroundColor: '', aspectHeight: -3 },
      ['INVALID_VALUE input.backgroundColor', 'REQUIRED_VALUE input.aspectWidth', 'OUT_OF_RANGE input.aspectHeight'],
    ],
  ])('%j is refused', async ([input, expected], { alice }) => {
    expect(await refusalsOf(alice, { transactionId: 'none', ...input })).toEqual(expected);
  });

  test('is for the person and for those who may read pictures', async ({ alice, bob, support, admin, sandbox }) => {
    const transactionId = await verified(alice, sandbox);
    expect(await refusalsOf(bob, { transactionId })).toEqual(['NOT_FOUND input.transactionId']);
    const { errors } = await support.query(ReplaceBackgroundDocument, { input: { transactionId } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await replace(admin, { transactionId })).verifiedData?.image?.dataUri).toMatch(/^data:image/);
  });

  test('cannot be made of what PingOne has deleted', async ({ alice, sandbox, database }) => {
    const transactionId = await verified(alice, sandbox);
    await database.sql(`update verifications set finished_at = now() - interval '31 minutes' where id = $1`, [
      transactionId,
    ]);
    expect(await refusalsOf(alice, { transactionId })).toEqual(['VERIFIED_DATA_EXPIRED input.transactionId']);
  });
});

/** A transaction that ended well. @returns its id, once the gateway knows */
async function verified(person: Person, sandbox: { finish(transaction: string): Promise<void> }): Promise<string> {
  const { id } = await person.startVerification();
  await sandbox.finish(id);
  await until(
    'the transaction is decided',
    () => person.ask(TransactionDocument, { id }),
    ({ verifyTransaction }) => verifyTransaction?.decision === 'APPROVED',
  );
  return id;
}

async function replace(person: Person, input: ReplaceSelfieBackgroundInput) {
  return (await person.ask(ReplaceBackgroundDocument, { input })).replaceSelfieBackground;
}

async function refusalsOf(person: Person, input: ReplaceSelfieBackgroundInput): Promise<readonly string[]> {
  const { verifiedData, userErrors } = await replace(person, input);
  expect(verifiedData).toBeNull();
  return userErrors.map(({ code, field }) => `${code} ${field?.join('.')}`);
}
