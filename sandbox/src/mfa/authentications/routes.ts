/** The calls of a device authentication: start, read, choose a device, check, cancel. The media type selects which. */
import { ApiError, invalidRequest } from '../../http/errors.js';
import { isObject, type JsonObject, Problems } from '../../http/problems.js';
import type { VendorCall, VendorRoutes } from '../../http/vendor-routes.js';
import type { Sandbox } from '../../sandbox.js';
import { invalidOtp, invalidValue, otpQuotaExceeded, requestFailed } from '../errors.js';
import type { AuthenticationRecord, AuthenticationStatus } from '../flow-model.js';
import { checkOtp } from '../otp.js';
import { readCompatibility, readStart } from './create-body.js';
import { checkAssertion } from './fido.js';
import { enter, findAuthentication, policyOf } from './lifetime.js';
import { authenticationResource } from './resource.js';
import { askDevice, candidates, complete, startAuthentication } from './start.js';

const VENDOR = 'application/vnd.pingidentity.';

const SELECTABLE: readonly AuthenticationStatus[] = [
  'DEVICE_SELECTION_REQUIRED',
  'OTP_REQUIRED',
  'ASSERTION_REQUIRED',
  'PUSH_CONFIRMATION_REQUIRED',
  'PUSH_CONFIRMATION_TIMED_OUT',
];
const CANCELLABLE: readonly AuthenticationStatus[] = SELECTABLE.slice(1);

/** Adds the routes; `routes` stands below one environment of the authentication host. */
export function addAuthenticationRoutes(routes: VendorRoutes, sandbox: Sandbox): void {
  const act = (step: Step) => async (call: VendorCall) => {
    const record = findAuthentication(sandbox, call.param('authenticationId'));
    const body: JsonObject = isObject(call.body) ? call.body : {};
    await step(sandbox, record, body);
    return authenticationResource(sandbox, record);
  };
  routes.post('/deviceAuthentications', {
    'application/json': (call) => {
      const record = startAuthentication(sandbox, readStart(sandbox, call.body));
      call.reply.code(201);
      return authenticationResource(sandbox, record);
    },
    [`${VENDOR}payload.check+json`]: () => {
      throw invalidRequest('The sandbox remembers no browsers.');
    },
  });
  routes.get(
    '/deviceAuthentications/:authenticationId',
    act(async () => {}),
  );
  routes.post('/deviceAuthentications/:authenticationId', {
    [`${VENDOR}device.select+json`]: act(select),
    [`${VENDOR}otp.check+json`]: act(checkPasscode),
    [`${VENDOR}assertion.check+json`]: act(checkSignature),
    [`${VENDOR}cancel.push.authentication+json`]: act(cancel),
  });
}

type Step = (sandbox: Sandbox, record: AuthenticationRecord, body: JsonObject) => Promise<void>;

/** Choosing the same device again sends again. */
async function select(sandbox: Sandbox, record: AuthenticationRecord, body: JsonObject): Promise<void> {
  const problems = new Problems();
  const device = problems.object(body.device, 'device');
  if (device?.id === undefined || device.id === null) problems.required('device.id');
  const id = problems.text(device?.id, 'device.id');
  const compatibility = readCompatibility(problems, body.compatibility) ?? record.wishes.compatibility;
  problems.throwIfAny();
  expect(record, SELECTABLE);
  const policy = policyOf(sandbox, record);
  const { usable, unavailable } = candidates(sandbox, record.userId ?? '', policy, compatibility);
  const chosen = usable.find((one) => one.id === id);
  if (chosen !== undefined) {
    askDevice(sandbox, record, chosen, policy);
    return;
  }
  const obstacle = unavailable.find((one) => one.device.id === id);
  if (obstacle === undefined) throw invalidValue('device.id', 'the user has no such active device');
  const { lock } = obstacle.device;
  if (obstacle.reason === 'LOCKED') throw otpQuotaExceeded(Date.parse(lock.expiresAt ?? ''));
  throw invalidValue('device.id', `the device may not be used: ${obstacle.reason}`);
}

async function checkPasscode(sandbox: Sandbox, record: AuthenticationRecord, body: JsonObject): Promise<void> {
  const problems = new Problems();
  if (body.otp === undefined || body.otp === null) problems.required('otp');
  const otp = problems.text(body.otp, 'otp', 100);
  problems.throwIfAny();
  expect(record, ['OTP_REQUIRED']);
  const { oneTime } = record;
  if (oneTime !== null) {
    // Wrong guesses at a contact that is no device lock nothing, as documented.
    if (oneTime.code !== otp || sandbox.clock.now() >= Date.parse(oneTime.expiresAt)) throw invalidOtp();
    complete(sandbox, record, null);
    return;
  }
  const device = sandbox.state.mfa.devices.get(record.selectedDeviceId ?? '');
  if (device === undefined) throw invalidValue('otp', 'the device is gone');
  try {
    checkOtp(sandbox, device, policyOf(sandbox, record), otp ?? '');
  } catch (thrown) {
    const isExhausted = thrown instanceof ApiError && thrown.details.some(({ code }) => code === 'QUOTA_EXCEEDED');
    if (!isExhausted || sandbox.knobs.get('mfaExhaustedOtp') === '400') throw thrown;
    record.error = { code: 'QUOTA_EXCEEDED', message: 'Too many unsuccessful OTP attempts' };
    enter(sandbox, record, 'FAILED');
    return;
  }
  complete(sandbox, record, device);
}

async function checkSignature(sandbox: Sandbox, record: AuthenticationRecord, body: JsonObject): Promise<void> {
  const problems = new Problems();
  for (const name of ['assertion', 'origin']) {
    if (body[name] === undefined || body[name] === null) problems.required(name);
  }
  readCompatibility(problems, body.compatibility);
  problems.throwIfAny();
  expect(record, ['ASSERTION_REQUIRED']);
  const device = await checkAssertion(sandbox, record, body.assertion, body.origin);
  if (device === null) return;
  // Proving takes a moment, in which another call may have ended it.
  expect(record, ['ASSERTION_REQUIRED']);
  record.userId = device.userId;
  complete(sandbox, record, device);
}

/** Back to choosing a device; the chosen one stays named. Any reason is taken, unknown ones count as DEFAULT. */
async function cancel(sandbox: Sandbox, record: AuthenticationRecord, body: JsonObject): Promise<void> {
  const problems = new Problems();
  problems.text(body.reason, 'reason');
  problems.throwIfAny();
  expect(record, CANCELLABLE);
  enter(sandbox, record, 'DEVICE_SELECTION_REQUIRED');
}

/** @throws ApiError 400 when the authentication stands elsewhere */
function expect({ status }: AuthenticationRecord, allowed: readonly AuthenticationStatus[]): void {
  if (allowed.includes(status)) return;
  const message = `the operation is not possible while the device authentication is ${status}`;
  throw requestFailed({ code: 'INVALID_VALUE', target: 'status', message });
}
