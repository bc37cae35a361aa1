// What is done to one device after it was added: its passcode sent again, its nickname, its removal, block and lock.
import type { Device } from '../../datasources/pingone/mfa/device.js';
import type {
  BlockDeviceInput,
  BlockDevicePayload,
  DeleteDeviceInput,
  DeleteDevicePayload,
  UpdateDeviceNicknameInput,
  UpdateDeviceNicknamePayload,
} from '../../schema/device-change.js';
import type { ResendDeviceActivationOtpInput, ResendDeviceActivationOtpPayload } from '../../schema/device-input.js';
import { Refusal } from '../../verifications/refusal.js';
import type { Context } from '../context.js';
import { answer, type RefusalRules } from '../failures.js';
import { actOnDevice, DEVICE_RULES, forgetDevices, toDeviceKey, whileWaiting } from './act-on-device.js';
import { isSentPasscodes, sendMessage } from './send-message.js';

const MAX_NICKNAME = 100;
const RESEND_RULES: RefusalRules = { ...DEVICE_RULES, special: { 'LIMIT_EXCEEDED ': 'NOTIFICATION_LIMIT_EXCEEDED' } };
const NICKNAME_RULES: RefusalRules = { ...DEVICE_RULES, paths: { nickname: ['input', 'nickname'] } };

export function resendActivationOtp(
  context: Context,
  input: ResendDeviceActivationOtpInput,
): Promise<ResendDeviceActivationOtpPayload> {
  const { otpGuard, pingOne } = context.services;
  const unfit = ({ type }: Device) => (isSentPasscodes(type) ? null : 'Devices of this type are not sent passcodes.');
  return answer({ device: null }, RESEND_RULES, async () => {
    const key = toDeviceKey(input);
    const subject = { userId: key.userId, contact: await otpGuard.contactOf(key) };
    const resend = () => actOnDevice(context, key, (signal) => pingOne.mfa.resendActivationOtp(key, signal));
    return whileWaiting(context, key, () => sendMessage(context, { subject, send: resend }), unfit);
  });
}

export function updateNickname(
  context: Context,
  { nickname, ...key }: UpdateDeviceNicknameInput,
): Promise<UpdateDeviceNicknamePayload> {
  return answer({ device: null }, NICKNAME_RULES, () => {
    if (nickname.length > MAX_NICKNAME) {
      const message = `This must have at most ${MAX_NICKNAME} characters.`;
      throw new Refusal([{ code: 'OUT_OF_RANGE', message, field: ['input', 'nickname'], limit: MAX_NICKNAME }]);
    }
    return actOnDevice(context, key, async (signal) => {
      await context.services.pingOne.mfa.setNickname(key, nickname, signal);
      return null;
    });
  });
}

export function deleteDevice(context: Context, { userId, deviceId }: DeleteDeviceInput): Promise<DeleteDevicePayload> {
  return answer({ deletedDeviceId: null }, DEVICE_RULES, async () => {
    await context.services.pingOne.mfa.deleteDevice({ userId, deviceId }, context.signal);
    forgetDevices(context, userId, deviceId);
    return { deletedDeviceId: deviceId };
  });
}

export function switchDevice(
  context: Context,
  { userId, deviceId }: BlockDeviceInput,
  call: 'blockDevice' | 'unblockDevice' | 'unlockDevice',
): Promise<BlockDevicePayload> {
  const { mfa } = context.services.pingOne;
  return answer({ device: null }, DEVICE_RULES, () =>
    actOnDevice(context, { userId, deviceId }, (signal) => mfa[call]({ userId, deviceId }, signal)),
  );
}
