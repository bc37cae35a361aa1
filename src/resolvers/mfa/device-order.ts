// setDeviceOrder, setDefaultDevice, removeDeviceOrder: the order of a user's active devices, of which PingOne takes the whole only.
import type { Device } from '../../datasources/pingone/mfa/device.js';
import type {
  RemoveDeviceOrderInput,
  RemoveDeviceOrderPayload,
  SetDefaultDeviceInput,
  SetDefaultDevicePayload,
  SetDeviceOrderInput,
  SetDeviceOrderPayload,
} from '../../schema/device-change.js';
import type { User } from '../../schema/user.js';
import { type Fault, Refusal, refuseIfAny } from '../../verifications/refusal.js';
import type { Context } from '../context.js';
import { answer, type RefusalRules } from '../failures.js';
import { readUser } from '../read-user.js';

const USER_NOT_FOUND = { code: 'NOT_FOUND', message: 'There is no such user.', field: ['input', 'userId'] } as const;

const RULES: RefusalRules = { paths: { order: ['input', 'deviceIds'] }, notFound: USER_NOT_FOUND };
const DEFAULT_RULES: RefusalRules = { paths: { order: ['input', 'deviceId'] }, notFound: USER_NOT_FOUND };

export function setDeviceOrder(
  context: Context,
  { userId, deviceIds }: SetDeviceOrderInput,
): Promise<SetDeviceOrderPayload> {
  return answer({ user: null }, RULES, async () => {
    if (deviceIds.length === 0) {
      const message = 'Name at least one device.';
      throw new Refusal([{ code: 'REQUIRED_VALUE', message, field: ['input', 'deviceIds'] }]);
    }
    return putFirst(context, userId, deviceIds, (index) => ['input', 'deviceIds', String(index)]);
  });
}

export function setDefaultDevice(
  context: Context,
  { userId, deviceId }: SetDefaultDeviceInput,
): Promise<SetDefaultDevicePayload> {
  return answer({ user: null }, DEFAULT_RULES, () =>
    putFirst(context, userId, [deviceId], () => ['input', 'deviceId']),
  );
}

export function removeDeviceOrder(
  context: Context,
  { userId }: RemoveDeviceOrderInput,
): Promise<RemoveDeviceOrderPayload> {
  return answer({ user: null }, RULES, async () => {
    await context.services.pingOne.mfa.removeDeviceOrder(userId, context.signal);
    return readAfter(context, userId);
  });
}

/** Puts these devices first and leaves the order of the others. */
async function putFirst(
  context: Context,
  userId: string,
  deviceIds: readonly string[],
  fieldOf: (index: number) => readonly string[],
): Promise<{ user: User }> {
  const { devices } = await context.loaders.devicesOf.load(userId);
  const named = new Set<string>();
  refuseIfAny(
    deviceIds.flatMap((id, index) => {
      const isAgain = named.has(id);
      named.add(id);
      return faultsOf(devices, id, isAgain, fieldOf(index));
    }),
  );
  const others = devices.filter(({ id, status }) => status === 'ACTIVE' && !named.has(id));
  const order = [...deviceIds, ...others.map(({ id }) => id)];
  await context.services.pingOne.mfa.setDeviceOrder(userId, order, context.signal);
  return readAfter(context, userId);
}

function faultsOf(
  devices: readonly Device[],
  id: string,
  isAgain: boolean,
  field: readonly string[],
): readonly Fault[] {
  const device = devices.find((candidate) => candidate.id === id);
  if (!device) return [{ code: 'NOT_FOUND', message: 'The user has no such device.', field }];
  if (device.status !== 'ACTIVE') {
    return [{ code: 'DEVICE_NOT_ACTIONABLE', message: 'Only active devices have an order.', field }];
  }
  if (isAgain) return [{ code: 'INVALID_VALUE', message: 'The device is named twice.', field }];
  return [];
}

async function readAfter(context: Context, userId: string): Promise<{ user: User }> {
  context.loaders.devicesOf.clear(userId);
  const user = await readUser(context, userId);
  if (!user) throw new Refusal([USER_NOT_FOUND]);
  return { user };
}
