// setUserVerifyStatus: the flag is set, and the user read again.
import type { SetUserVerifyStatusInput, SetUserVerifyStatusPayload } from '../schema/user-input.js';
import { Refusal } from '../verifications/refusal.js';
import type { Context } from './context.js';
import { answer, type RefusalRules } from './failures.js';
import { readUser } from './read-user.js';

const USER_NOT_FOUND = { code: 'NOT_FOUND', message: 'There is no such user.', field: ['input', 'userId'] } as const;

const RULES: RefusalRules = { paths: { verifyStatus: ['input', 'verifyStatus'] }, notFound: USER_NOT_FOUND };

export function setVerifyStatus(
  context: Context,
  { userId, verifyStatus }: SetUserVerifyStatusInput,
): Promise<SetUserVerifyStatusPayload> {
  return answer({ user: null }, RULES, async () => {
    if (verifyStatus === 'UNKNOWN') {
      const message = 'This status cannot be set.';
      throw new Refusal([{ code: 'INVALID_VALUE', message, field: ['input', 'verifyStatus'] }]);
    }
    await context.services.pingOne.verify.setVerifyStatus(userId, verifyStatus, context.signal);
    context.loaders.user.clear(userId);
    const user = await readUser(context, userId);
    if (!user) throw new Refusal([USER_NOT_FOUND]);
    return { user };
  });
}
