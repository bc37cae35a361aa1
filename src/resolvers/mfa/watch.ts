// Watching what MFA has under way: someone else's looks exactly like one that does not exist. The polling behind it is in authentications/.
import { notFoundError } from '../../auth/enforce.js';
import { Permission } from '../../auth/permissions.js';
import { maySee } from '../../auth/viewer.js';
import type { Watcher } from '../../authentications/watcher.js';
import type { AuthenticationCode } from '../../datasources/pingone/mfa/authentication-code.js';
import type { DeviceAuthentication } from '../../datasources/pingone/mfa/device-authentication.js';
import type { PairingKeyKey } from '../../datasources/pingone/mfa/mfa.js';
import type { PairingKey } from '../../datasources/pingone/mfa/pairing-key.js';
import { mapItems } from '../../verifications/iterators.js';
import type { Context } from '../context.js';
import { nullIfMissing } from '../failures.js';

type Feed<State> = AsyncIterableIterator<State, undefined>;

/** @throws GraphQLError NOT_FOUND, also later should it turn out to be someone else's */
export function watchAuthentication(context: Context, id: string): Promise<Feed<DeviceAuthentication>> {
  const isVisible = ({ userId }: DeviceAuthentication) => maySee(context.viewer, [Permission.MFA_READ], userId);
  return watch(context, context.services.watchers.deviceAuthentications, id, isVisible);
}

/** @throws GraphQLError NOT_FOUND */
export function watchAuthenticationCode(context: Context, id: string): Promise<Feed<AuthenticationCode>> {
  return watch(context, context.services.watchers.authenticationCodes, id, () => true);
}

/** @throws GraphQLError NOT_FOUND */
export function watchPairingKey(context: Context, key: PairingKeyKey): Promise<Feed<PairingKey>> {
  return watch(context, context.services.watchers.pairingKeys, key, () => true);
}

/** @param isVisible asked of each state, because an attempt without a user becomes somebody's */
async function watch<Key, State extends object>(
  { signal }: Context,
  watcher: Watcher<Key, State>,
  key: Key,
  isVisible: (state: State) => boolean,
): Promise<Feed<State>> {
  const present = await nullIfMissing(watcher.present(key, signal));
  if (!present || !isVisible(present)) throw notFoundError();
  return mapItems(watcher.follow(key, present), (state) => {
    if (!isVisible(state)) throw notFoundError();
    return state;
  });
}
