// createAuthenticationCode and deleteAuthenticationCode.
import type { AuthenticationCode } from '../../datasources/pingone/mfa/authentication-code.js';
import type {
  CreateAuthenticationCodeInput,
  CreateAuthenticationCodePayload,
  DeleteAuthenticationCodeInput,
  DeleteAuthenticationCodePayload,
} from '../../schema/authentication-code.js';
import { passedBound } from '../../verifications/bounds.js';
import { type Fault, Refusal, refuseIfAny } from '../../verifications/refusal.js';
import type { Context } from '../context.js';
import { answer, type RefusalRules } from '../failures.js';
import { once } from '../once.js';

/** From 10 seconds to 30 minutes, in whole ones of each unit. */
const LIFE_TIME = { SECONDS: { min: 10, max: 30 * 60 }, MINUTES: { min: 1, max: 30 } } as const;

const CREATE_RULES: RefusalRules = {
  paths: {
    application: ['input', 'applicationId'],
    lifeTime: ['input', 'lifeTime'],
    'lifeTime.duration': ['input', 'lifeTime', 'duration'],
    'lifeTime.timeUnit': ['input', 'lifeTime', 'timeUnit'],
    userApproval: ['input', 'userApproval'],
    clientContext: ['input', 'clientContext'],
  },
  notFound: {
    code: 'APPLICATION_NOT_FOUND',
    message: 'There is no such application, or it is not set up for mobile MFA.',
    field: ['input', 'applicationId'],
  },
  special: { 'INVALID_VALUE application.id': 'APPLICATION_NOT_FOUND' },
};

const CODE_NOT_FOUND = {
  code: 'NOT_FOUND',
  message: 'There is no such authentication code.',
  field: ['input', 'authenticationCodeId'],
} as const;

export function createAuthenticationCode(
  context: Context,
  input: CreateAuthenticationCodeInput,
): Promise<CreateAuthenticationCodePayload> {
  const { viewer, services, signal, loaders } = context;
  return answer({ authenticationCode: null }, CREATE_RULES, async () => {
    refuseIfAny(faultsOf(input));
    const { applicationId, lifeTime, clientContext } = input;
    const userApproval = input.userApproval === 'NOT_REQUIRED' ? 'NOT_REQUIRED' : 'REQUIRED';
    const authenticationCode = await once<AuthenticationCode>(services.idempotency, {
      viewer,
      operation: 'createAuthenticationCode',
      key: input.idempotencyKey,
      input,
      signal,
      create: async () => {
        const wanted = { applicationId, lifeTime, userApproval, clientContext } as const;
        const value = await services.pingOne.authentications.createAuthenticationCode(wanted);
        return { id: value.id, value };
      },
      reread: async (id) => {
        const made = await loaders.authenticationCode.load(id);
        if (made) return { ...made, code: null, uri: null };
        const message = 'The authentication code that was made with this key no longer exists.';
        throw new Refusal([{ code: 'NOT_FOUND', message, field: ['input', 'idempotencyKey'] }]);
      },
    });
    return { authenticationCode };
  });
}

export function deleteAuthenticationCode(
  { services, signal, loaders }: Context,
  { authenticationCodeId }: DeleteAuthenticationCodeInput,
): Promise<DeleteAuthenticationCodePayload> {
  return answer({ deletedAuthenticationCodeId: null }, { paths: {}, notFound: CODE_NOT_FOUND }, async () => {
    await services.pingOne.authentications.deleteAuthenticationCode(authenticationCodeId, signal);
    loaders.authenticationCode.clear(authenticationCodeId);
    services.watchers.authenticationCodes.lookAgain(authenticationCodeId);
    return { deletedAuthenticationCodeId: authenticationCodeId };
  });
}

function faultsOf({ userApproval, lifeTime, clientContext }: CreateAuthenticationCodeInput): readonly Fault[] {
  const faults: Fault[] = [];
  if (userApproval === 'UNKNOWN') {
    faults.push({ code: 'INVALID_VALUE', message: 'This cannot be asked for.', field: ['input', 'userApproval'] });
  }
  if (lifeTime) faults.push(...lifeTimeFaults(lifeTime));
  if (Object.values(clientContext ?? {}).some((value) => typeof value !== 'string' && typeof value !== 'number')) {
    const message = 'Each value must be a text or a number.';
    faults.push({ code: 'INVALID_VALUE', message, field: ['input', 'clientContext'] });
  }
  return faults;
}

function lifeTimeFaults({
  duration,
  timeUnit,
}: NonNullable<CreateAuthenticationCodeInput['lifeTime']>): readonly Fault[] {
  if (timeUnit !== 'SECONDS' && timeUnit !== 'MINUTES') {
    const message = 'The unit must be SECONDS or MINUTES.';
    return [{ code: 'INVALID_VALUE', message, field: ['input', 'lifeTime', 'timeUnit'] }];
  }
  const limit = passedBound(duration, LIFE_TIME[timeUnit]);
  const message = 'This must be from 10 seconds to 30 minutes.';
  return limit === null ? [] : [{ code: 'OUT_OF_RANGE', message, field: ['input', 'lifeTime', 'duration'], limit }];
}
