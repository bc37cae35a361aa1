// What a failure is to a client: each kind, status and code of upstream, as data or as an error.
import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import {
  UpstreamError,
  type UpstreamErrorDetail,
  type UpstreamErrorKind,
  type UpstreamFailure,
} from '../datasources/http/errors.js';
import { Refusal } from '../verifications/refusal.js';
import { answer, type RefusalRules, toGraphQLError, toUserErrors } from './failures.js';

const rules: RefusalRules = {
  paths: {
    requirements: ['input', 'requirements'],
    'requirements.birth_date': ['input', 'requirements', 'birthDate'],
    'verifyPolicy.id': ['input', 'verifyPolicyId'],
  },
  notFound: { code: 'NOT_FOUND', message: 'There is no such user.', field: ['input', 'userId'] },
  special: { 'INVALID_VALUE verifyPolicy.id': 'VERIFY_POLICY_NOT_FOUND' },
};

function upstream(kind: UpstreamErrorKind, changes: Partial<UpstreamFailure> = {}): UpstreamError {
  return new UpstreamError({
    source: 'PingOne',
    kind,
    status: 400,
    code: 'INVALID_DATA',
    mayHaveTakenEffect: false,
    ...changes,
  });
}

function refused(
  code: string,
  target: string | null,
  changes: Partial<UpstreamFailure> = {},
  innerError: UpstreamErrorDetail['innerError'] = null,
) {
  return upstream('rejected', { details: [{ code, target, innerError }], ...changes });
}

function detail(
  code: string,
  target: string | null,
  innerError: UpstreamErrorDetail['innerError'],
): UpstreamErrorDetail {
  return { code, target, innerError };
}

describe('as user errors', () => {
  test.each([
    ['INVALID_VALUE', 'INVALID_VALUE'],
    ['EMPTY_VALUE', 'INVALID_VALUE'],
    ['CONSTRAINT_VIOLATION', 'INVALID_VALUE'],
    ['REQUIRED_VALUE', 'REQUIRED_VALUE'],
    ['OUT_OF_RANGE', 'OUT_OF_RANGE'],
    ['SIZE_LIMIT_EXCEEDED', 'SIZE_LIMIT_EXCEEDED'],
    ['UNIQUENESS_VIOLATION', 'UNIQUENESS_VIOLATION'],
    ['ACCOUNT_NOT_USABLE', 'ACCOUNT_NOT_USABLE'],
    ['PASSWORD_LOCKED_OUT', 'ACCOUNT_NOT_USABLE'],
  ])('%s is %s', (code, expected) => {
    const [error] = toUserErrors(refused(code, 'requirements.birth_date.value'), rules);
    expect(error).toEqual({
      code: expected,
      message: expect.any(String),
      field: ['input', 'requirements', 'birthDate'],
      retryAt: null,
      limit: null,
    });
  });

  test.each([
    ['requirements.birth_date.value', ['input', 'requirements', 'birthDate']],
    ['requirements.birth_date', ['input', 'requirements', 'birthDate']],
    ['requirements.email.options[0]', ['input', 'requirements']],
    ['requirementsAndMore', ['input']],
    ['unheard.of', ['input']],
    ['', ['input']],
    [null, ['input']],
  ])('the upstream property %s is the field %j', (target, field) => {
    expect(toUserErrors(refused('INVALID_VALUE', target), rules)[0]?.field).toEqual(field);
  });

  test('codes that mean something of their own here, with their limits', () => {
    expect(toUserErrors(refused('INVALID_VALUE', 'verifyPolicy.id'), rules)).toMatchObject([
      { code: 'VERIFY_POLICY_NOT_FOUND', field: ['input', 'verifyPolicyId'] },
    ]);
    const tooLong = refused('SIZE_LIMIT_EXCEEDED', 'requirements', {}, { maximumValue: 256 });
    expect(toUserErrors(tooLong, rules)).toMatchObject([{ limit: 256 }]);
  });

  test.each<[string, UpstreamErrorDetail, RefusalRules, object]>([
    [
      'passcodes',
      detail('QUOTA_EXCEEDED', 'otp', { coolDownExpiresAt: 0 }),
      rules,
      { code: 'OTP_ATTEMPTS_EXCEEDED', retryAt: new Date(0) },
    ],
    [
      'messages',
      detail('LIMIT_EXCEEDED', null, { deliveryMethod: 'SMS', coolDownExpiresAt: 0 }),
      rules,
      { code: 'NOTIFICATION_LIMIT_EXCEEDED', retryAt: new Date(0) },
    ],
    [
      'devices',
      detail('LIMIT_EXCEEDED', null, { maximumAllowed: 5 }),
      rules,
      { code: 'DEVICE_LIMIT_REACHED', limit: 5 },
    ],
    [
      'something else',
      detail('LIMIT_EXCEEDED', null, { maximumAllowed: 20 }),
      { ...rules, tooMany: 'PAIRING_KEY_LIMIT_REACHED' },
      { code: 'PAIRING_KEY_LIMIT_REACHED', limit: 20 },
    ],
  ])('a limit of %s, answered with 400 or 429', (_, one, by, expected) => {
    for (const error of [
      upstream('rejected', { details: [one] }),
      upstream('rate-limited', { status: 429, details: [one] }),
    ]) {
      expect(toUserErrors(error, by)).toMatchObject([expected]);
    }
  });

  test.each(['INVALID_VALUE', 'REQUIRED_VALUE', 'OUT_OF_RANGE', 'SIZE_LIMIT_EXCEEDED', 'ACCOUNT_NOT_USABLE'])(
    'what Mitek says of %s is not laid at the door of PingOne',
    (code) => {
      const [error] = toUserErrors(refused(code, 'name', { source: 'MITEK' }), rules);
      expect(error).toMatchObject({ code, message: expect.not.stringMatching(/PingOne|Mitek/) });
    },
  );

  test('list positions do not matter to what a code means, and a code may stand without details', () => {
    const own: RefusalRules = {
      paths: { list: ['input', 'list'] },
      special: { 'INVALID_VALUE list.id': 'APPLICATION_NOT_FOUND' },
    };
    expect(toUserErrors(refused('INVALID_VALUE', 'list[3].id'), own)).toMatchObject([
      { code: 'APPLICATION_NOT_FOUND', field: ['input', 'list'] },
    ]);
    expect(toUserErrors(upstream('rejected', { code: 'NO_USABLE_DEVICES' }), own)).toMatchObject([
      { code: 'NO_USABLE_DEVICES' },
    ]);
  });

  test('several details become several errors; what nobody can mend is left out', () => {
    const details = ['INVALID_VALUE', 'SOMETHING_NEW', 'REQUIRED_VALUE'].map((code) => ({
      code,
      target: null,
      innerError: null,
    }));
    const codes = toUserErrors(upstream('rejected', { details }), rules).map(({ code }) => code);
    expect(codes).toEqual(['INVALID_VALUE', 'REQUIRED_VALUE']);
  });

  test('a conflict is one of uniqueness, also without details', () => {
    expect(toUserErrors(upstream('rejected', { status: 409 }), rules)).toMatchObject([
      { code: 'UNIQUENESS_VIOLATION', field: ['input'] },
    ]);
    expect(toUserErrors(upstream('rejected', { status: 400 }), rules)).toEqual([]);
  });

  test('what is missing is told where the mutation knows what it asked for', () => {
    expect(toUserErrors(upstream('not-found', { status: 404 }), rules)).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'userId'], message: 'There is no such user.' },
    ]);
    expect(toUserErrors(upstream('not-found', { status: 404 }), { paths: {} })).toEqual([]);
  });

  test.each([405, 415, 422])('%i is a mistake of the gateway, not of the caller', (status) => {
    expect(toUserErrors(refused('INVALID_VALUE', null, { status }), rules)).toEqual([]);
  });

  test.each<UpstreamErrorKind>(['unauthorized', 'rate-limited', 'unavailable', 'timeout', 'broken', 'too-large'])(
    '%s cannot be mended by the caller',
    (kind) => {
      expect(toUserErrors(upstream(kind, { details: refused('INVALID_VALUE', null).details }), rules)).toEqual([]);
    },
  );

  test('a refusal of our own is passed on; anything else is none', () => {
    const retryAt = new Date(0);
    const refusal = new Refusal([{ code: 'OUT_OF_RANGE', message: 'Too long.', field: null, limit: 7, retryAt }]);
    expect(toUserErrors(refusal, rules)).toEqual([
      { code: 'OUT_OF_RANGE', message: 'Too long.', field: null, limit: 7, retryAt },
    ]);
    for (const error of [new Error('x'), 'x', null, new GraphQLError('x')])
      expect(toUserErrors(error, rules)).toEqual([]);
  });
});

describe('a payload', () => {
  test('holds the result, or why there is none', async () => {
    expect(await answer({ thing: null }, rules, async () => ({ thing: 'made' }))).toEqual({
      thing: 'made',
      userErrors: [],
    });
    const failing = async (): Promise<{ thing: string }> => {
      throw refused('REQUIRED_VALUE', null);
    };
    expect(await answer({ thing: null }, rules, failing)).toMatchObject({
      thing: null,
      userErrors: [{ code: 'REQUIRED_VALUE' }],
    });
  });

  test('is none where the caller can mend nothing', async () => {
    const error = upstream('unavailable', { status: 503 });
    const failing = async (): Promise<{ thing: string }> => {
      throw error;
    };
    await expect(answer({ thing: null }, rules, failing)).rejects.toBe(error);
  });
});

describe('as a GraphQL error', () => {
  test('correlation id and retry time come along, upstream’s words do not', () => {
    const error = toGraphQLError(
      upstream('rate-limited', { status: 429, code: 'SECRET_CODE', correlationId: 'c-1', retryAt: new Date(0) }),
    );
    expect(error.extensions).toEqual({
      code: 'RATE_LIMITED',
      correlationId: 'c-1',
      retryAt: '1970-01-01T00:00:00.000Z',
    });
    expect(error.message).not.toContain('SECRET_CODE');
    expect(toGraphQLError(upstream('timeout', { status: null })).extensions).toEqual({ code: 'UPSTREAM_TIMEOUT' });
  });

  test('errors of our own pass; what nobody foresaw says nothing of itself', () => {
    const own = new GraphQLError('mine');
    expect(toGraphQLError(own)).toBe(own);
    expect(toGraphQLError(new Error('secret'))).toMatchObject({
      message: 'Something went wrong in the gateway.',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
  });
});
