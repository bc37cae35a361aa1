// Records of a person compared, and the verify status of a user set: what comes back, what is refused, and who may.
import { describe } from 'vitest';
import { type BiographicRecordInput, MatchRecordDocument, SetVerifyStatusDocument } from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';

const NO_SUCH_ID = '00000000-0000-4000-8000-000000000000';

describe('two records', () => {
  test('are compared field by field', async ({ admin, alice }) => {
    const { matchIdentityRecord: payload } = await admin.ask(MatchRecordDocument, {
      input: {
        userId: alice.id,
        gallery: { givenName: ['Robert', 'Bob'], familyName: ['Redford'], birthDate: ['1984-08-02'] },
        probe: { givenName: ['Bob'], familyName: ['Smith'], birthDate: ['1984-08-02'] },
      },
    });
    expect(payload.userErrors).toEqual([]);
    const { detailedResults, ...overall } = payload.identityRecordMatch ?? { detailedResults: [] };
    const byField = Object.fromEntries(detailedResults.map((result) => [result.field, result]));
    expect(byField.GIVEN_NAME).toMatchObject({ confidence: 'HIGH', probeValue: 'Bob', fieldRaw: 'given_name' });
    expect(byField.FAMILY_NAME).toMatchObject({ confidence: 'LOW', probeValue: 'Smith', galleryValue: 'Redford' });
    expect(byField.BIRTH_DATE).toMatchObject({ confidence: 'HIGH', rawScore: 1 });
    expect(overall).toMatchObject({
      overallWeightedScore: expect.any(Number),
      overallConfidence: expect.stringMatching(/^(HIGH|MEDIUM|LOW)$/),
      overallConfidenceRaw: expect.any(String),
    });
  });

  test.for<[BiographicRecordInput, BiographicRecordInput, readonly string[]]>([
    [{ name: ['Ana'] }, {}, ['REQUIRED_VALUE input.probe']],
    [{}, { name: ['Ana'] }, ['REQUIRED_VALUE input.gallery']],
    [{ name: ['Ana'] }, { name: [] }, ['REQUIRED_VALUE input.probe.name']],
    [{ name: [' '] }, { name: ['Ana'] }, ['INVALID_VALUE input.gallery.name.0']],
    [{ name: ['Ana'] }, { name: ['Ana', 'Anna'] }, ['OUT_OF_RANGE input.probe.name']],
    [{ name: ['Ana'] }, { name: ['Ana'], address: ['1 Main St'] }, ['REQUIRED_VALUE input.gallery.address']],
    [{ birthDate: ['1990-01-01'] }, { birthDate: ['2999-01-01'] }, ['OUT_OF_RANGE input.probe.birthDate.0']],
  ])('of %j and %j cannot be compared', async ([gallery, probe, expected], { admin, alice }) => {
    const { matchIdentityRecord: payload } = await admin.ask(MatchRecordDocument, {
      input: { userId: alice.id, gallery, probe },
    });
    expect(payload.identityRecordMatch).toBeNull();
    expect(payload.userErrors.map(({ code, field }) => `${code} ${field?.join('.')}`)).toEqual(expected);
  });

  test('are compared for a user that exists, and for those who may read them', async ({ admin, alice, support }) => {
    const [gallery, probe] = [{ name: ['Ana'] }, { name: ['Anna'] }];
    const { matchIdentityRecord: payload } = await admin.ask(MatchRecordDocument, {
      input: { userId: NO_SUCH_ID, gallery, probe },
    });
    expect(payload.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'userId'] }]);
    for (const person of [alice, support]) {
      const { errors } = await person.query(MatchRecordDocument, { input: { userId: alice.id, gallery, probe } });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});

describe('the verify status of a user', () => {
  test('is set, and the user comes back with it', async ({ support, alice }) => {
    for (const verifyStatus of ['DISABLED', 'NOT_INITIATED', 'ENABLED'] as const) {
      const { setUserVerifyStatus: payload } = await support.ask(SetVerifyStatusDocument, {
        input: { userId: alice.id, verifyStatus },
      });
      expect(payload).toEqual({
        user: { id: alice.id, verifyStatus, verifyStatusRaw: verifyStatus },
        userErrors: [],
      });
    }
  });

  test('is one that PingOne knows, of a user that exists, and not set by the user', async ({ support, alice }) => {
    const set = async (input: { userId: string; verifyStatus?: 'UNKNOWN' }) =>
      (await support.ask(SetVerifyStatusDocument, { input })).setUserVerifyStatus;
    expect(await set({ userId: alice.id, verifyStatus: 'UNKNOWN' })).toMatchObject({
      user: null,
      userErrors: [{ code: 'INVALID_VALUE', field: ['input', 'verifyStatus'] }],
    });
    expect(await set({ userId: NO_SUCH_ID })).toMatchObject({
      user: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'userId'] }],
    });
    const { errors } = await alice.query(SetVerifyStatusDocument, { input: { userId: alice.id } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
