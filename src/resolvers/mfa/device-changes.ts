// Answers the changes of MFA devices: adding, activating, naming, ordering, blocking and removing them. Reading is in devices.ts.
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../auth/access.js';
import { Permission } from '../../auth/permissions.js';
import {
  BlockDeviceInput,
  BlockDevicePayload,
  DeleteDeviceInput,
  DeleteDevicePayload,
  RemoveDeviceOrderInput,
  RemoveDeviceOrderPayload,
  SetDefaultDeviceInput,
  SetDefaultDevicePayload,
  SetDeviceOrderInput,
  SetDeviceOrderPayload,
  UnblockDeviceInput,
  UnblockDevicePayload,
  UnlockDeviceInput,
  UnlockDevicePayload,
  UpdateDeviceNicknameInput,
  UpdateDeviceNicknamePayload,
} from '../../schema/device-change.js';
import {
  ActivateDeviceInput,
  ActivateDevicePayload,
  CreateDeviceInput,
  CreateDevicePayload,
  ResendDeviceActivationOtpInput,
  ResendDeviceActivationOtpPayload,
} from '../../schema/device-input.js';
import type { Context } from '../context.js';
import { activateDevice } from './activate-device.js';
import { deleteDevice, resendActivationOtp, switchDevice, updateNickname } from './change-device.js';
import { createDevice } from './create-device.js';
import { removeDeviceOrder, setDefaultDevice, setDeviceOrder } from './device-order.js';

/** Changes of MFA devices. */
@Resolver()
export class DeviceChangesResolver {
  @Mutation(() => CreateDevicePayload, {
    description:
      'Adds an MFA device to a user. Mobile devices are added with a pairing key instead. End users cannot ask for ACTIVE or test mode.',
  })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'input.userId' })
  async createDevice(
    @Arg('input', () => CreateDeviceInput, { description: 'The new device.' }) input: CreateDeviceInput,
    @Ctx() context: Context,
  ): Promise<CreateDevicePayload> {
    return createDevice(context, input);
  }

  @Mutation(() => ActivateDevicePayload, {
    description: 'Activates a device with the one-time passcode it received or with its attestation.',
  })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'input.userId' })
  async activateDevice(
    @Arg('input', () => ActivateDeviceInput, { description: 'Device and proof.' }) input: ActivateDeviceInput,
    @Ctx() context: Context,
  ): Promise<ActivateDevicePayload> {
    return activateDevice(context, input);
  }

  @Mutation(() => ResendDeviceActivationOtpPayload, { description: 'Sends the activation passcode again.' })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'input.userId' })
  async resendDeviceActivationOtp(
    @Arg('input', () => ResendDeviceActivationOtpInput, { description: 'Which device.' })
    input: ResendDeviceActivationOtpInput,
    @Ctx() context: Context,
  ): Promise<ResendDeviceActivationOtpPayload> {
    return resendActivationOtp(context, input);
  }

  @Mutation(() => UpdateDeviceNicknamePayload, { description: 'Gives a device a nickname.' })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'input.userId' })
  async updateDeviceNickname(
    @Arg('input', () => UpdateDeviceNicknameInput, { description: 'Device and nickname.' })
    input: UpdateDeviceNicknameInput,
    @Ctx() context: Context,
  ): Promise<UpdateDeviceNicknamePayload> {
    return updateNickname(context, input);
  }

  @Mutation(() => DeleteDevicePayload, { description: 'Removes a device.' })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'input.userId' })
  async deleteDevice(
    @Arg('input', () => DeleteDeviceInput, { description: 'Which device.' }) input: DeleteDeviceInput,
    @Ctx() context: Context,
  ): Promise<DeleteDevicePayload> {
    return deleteDevice(context, input);
  }

  @Mutation(() => SetDeviceOrderPayload, {
    description: "Puts a user's active devices in order. The first becomes the default.",
  })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'input.userId' })
  async setDeviceOrder(
    @Arg('input', () => SetDeviceOrderInput, { description: 'User and order.' }) input: SetDeviceOrderInput,
    @Ctx() context: Context,
  ): Promise<SetDeviceOrderPayload> {
    return setDeviceOrder(context, input);
  }

  @Mutation(() => SetDefaultDevicePayload, {
    description: 'Makes one device the default and leaves the order of the others.',
  })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'input.userId' })
  async setDefaultDevice(
    @Arg('input', () => SetDefaultDeviceInput, { description: 'User and device.' }) input: SetDefaultDeviceInput,
    @Ctx() context: Context,
  ): Promise<SetDefaultDevicePayload> {
    return setDefaultDevice(context, input);
  }

  @Mutation(() => RemoveDeviceOrderPayload, {
    description: 'Drops the order, so that the user has no default device and chooses each time.',
  })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'input.userId' })
  async removeDeviceOrder(
    @Arg('input', () => RemoveDeviceOrderInput, { description: 'Which user.' }) input: RemoveDeviceOrderInput,
    @Ctx() context: Context,
  ): Promise<RemoveDeviceOrderPayload> {
    return removeDeviceOrder(context, input);
  }

  @Mutation(() => BlockDevicePayload, { description: 'Stops a device from being used until it is unblocked.' })
  @Access({ requires: [Permission.MFA_WRITE] })
  async blockDevice(
    @Arg('input', () => BlockDeviceInput, { description: 'Which device.' }) input: BlockDeviceInput,
    @Ctx() context: Context,
  ): Promise<BlockDevicePayload> {
    return switchDevice(context, input, 'blockDevice');
  }

  @Mutation(() => UnblockDevicePayload, { description: 'Lifts a block.' })
  @Access({ requires: [Permission.MFA_WRITE] })
  async unblockDevice(
    @Arg('input', () => UnblockDeviceInput, { description: 'Which device.' }) input: UnblockDeviceInput,
    @Ctx() context: Context,
  ): Promise<UnblockDevicePayload> {
    return switchDevice(context, input, 'unblockDevice');
  }

  @Mutation(() => UnlockDevicePayload, { description: 'Clears the lock that too many failures put on a device.' })
  @Access({ requires: [Permission.MFA_WRITE] })
  async unlockDevice(
    @Arg('input', () => UnlockDeviceInput, { description: 'Which device.' }) input: UnlockDeviceInput,
    @Ctx() context: Context,
  ): Promise<UnlockDevicePayload> {
    return switchDevice(context, input, 'unlockDevice');
  }
}
