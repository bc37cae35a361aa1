// Answers what MFA knows of a user: the switch, the devices, and the settings that apply to them.
import { Arg, Ctx, FieldResolver, type Maybe, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../../auth/access.js';
import { Permission } from '../../auth/permissions.js';
import { Device, DeviceStatus, DeviceType } from '../../schema/device.js';
import { DeviceSettings, SetUserMfaEnabledInput, SetUserMfaEnabledPayload } from '../../schema/device-settings.js';
import { User } from '../../schema/user.js';
import type { Context } from '../context.js';
import { nullIfMissing } from '../failures.js';
import { orAll } from '../list-filters.js';
import { setMfaEnabled } from './mfa-switch.js';
import { readDefaultDevice, readDevices } from './read-devices.js';

/** Devices of directory users. */
@Resolver(() => User)
export class UserDevicesResolver {
  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether MFA is on.' })
  @Access({ requires: [Permission.MFA_READ], owner: true })
  async mfaEnabled(@Root() user: User, @Ctx() { loaders }: Context): Promise<boolean | null> {
    return loaders.mfaEnabled.load(user.id);
  }

  @FieldResolver(() => [Device], {
    nullable: true,
    description: 'MFA devices: the ordered ones first, the default at the head, then those waiting for activation.',
  })
  @Access({ requires: [Permission.MFA_READ], owner: true })
  async devices(
    @Root() user: User,
    @Arg('status', () => DeviceStatus, {
      nullable: true,
      description: 'Only devices in this state. Default: all.',
    })
    status: Maybe<DeviceStatus>,
    @Arg('types', () => [DeviceType], {
      nullable: true,
      description: 'Only devices of these types. Default, and for an empty list: all.',
    })
    types: Maybe<readonly DeviceType[]>,
    @Ctx() context: Context,
  ): Promise<readonly Device[] | null> {
    return readDevices(context, user.id, { status: status ?? null, types: orAll(types) });
  }

  @FieldResolver(() => Device, { nullable: true, description: 'Device used when the user is not asked to choose.' })
  @Access({ requires: [Permission.MFA_READ], owner: true })
  async defaultDevice(@Root() user: User, @Ctx() context: Context): Promise<Device | null> {
    return readDefaultDevice(context, user.id);
  }

  @FieldResolver(() => DeviceSettings, {
    nullable: true,
    description: "Limits and settings that apply to the user's devices.",
  })
  @Access({ requires: [Permission.MFA_READ], owner: true })
  async deviceSettings(
    @Root() user: User,
    @Ctx() { loaders, services, signal }: Context,
  ): Promise<DeviceSettings | null> {
    const { order } = await loaders.devicesOf.load(user.id);
    return nullIfMissing(services.pingOne.mfaConfiguration.deviceSettings(order, signal));
  }

  @Mutation(() => SetUserMfaEnabledPayload, { description: 'Turns MFA on or off for a user.' })
  @Access({ requires: [Permission.MFA_WRITE] })
  async setUserMfaEnabled(
    @Arg('input', () => SetUserMfaEnabledInput, { description: 'User and new setting.' }) input: SetUserMfaEnabledInput,
    @Ctx() context: Context,
  ): Promise<SetUserMfaEnabledPayload> {
    return setMfaEnabled(context, input);
  }
}
