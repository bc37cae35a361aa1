// setUserMfaEnabled: the switch is set, and the user read again.
import type { SetUserMfaEnabledInput, SetUserMfaEnabledPayload } from '../../schema/device-settings.js';
import { Refusal } from '../../verifications/refusal.js';
import type { Context } from '../context.js';
import { answer, type RefusalRules } from '../failures.js';
import { readUser } from '../read-user.js';

const USER_NOT_FOUND = { code: 'NOT_FOUND', message: 'There is no such user.', field: ['input', 'userId'] } as const;

const RULES: RefusalRules = { paths: { mfaEnabled: ['input', 'mfaEnabled'] }, notFound: USER_NOT_FOUND };

export function setMfaEnabled(
  context: Context,
  { userId, mfaEnabled }: SetUserMfaEnabledInput,
): Promise<SetUserMfaEnabledPayload> {
  return answer({ user: null }, RULES, async () => {
    await context.services.pingOne.mfa.setMfaEnabled(userId, mfaEnabled, context.signal);
    context.loaders.mfaEnabled.clear(userId);
    const user = await readUser(context, userId);
    if (!user) throw new Refusal([USER_NOT_FOUND]);
    return { user };
  });
}
