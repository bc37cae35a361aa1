// Answers MFA devices one at a time. The devices of a user as a list are in user-devices.ts, changes in device-changes.ts.
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Access, Pii } from '../../auth/access.js';
import { Permission, PiiKind } from '../../auth/permissions.js';
import type { Device as MfaDevice } from '../../datasources/pingone/mfa/device.js';
import { Device } from '../../schema/device.js';
import { User } from '../../schema/user.js';
import type { Context } from '../context.js';
import { readUser } from '../read-user.js';
import { readDevice, withContact } from './read-devices.js';

/** MFA devices. */
@Resolver(() => Device)
export class DeviceResolver {
  @Query(() => Device, { nullable: true, description: 'One MFA device of a user.' })
  @Access({ requires: [Permission.MFA_READ], owner: 'userId' })
  async device(
    @Arg('userId', () => ID, { description: 'Owner of the device.' }) userId: string,
    @Arg('id', () => ID, { description: 'Device id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Device | null> {
    return readDevice(context, userId, id);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Its user.' })
  async user(@Root() device: MfaDevice, @Ctx() context: Context): Promise<User | null> {
    return readUser(context, device.userId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Phone number. Inside a device authentication PingOne masks it, so asking for it there costs one more read.',
  })
  @Pii(PiiKind.CONTACT, { requires: [Permission.PII_READ], owner: true })
  async phone(@Root() device: MfaDevice, @Ctx() context: Context): Promise<string | null> {
    return (await withContact(context, device)).phone;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Phone extension.' })
  @Pii(PiiKind.CONTACT, { requires: [Permission.PII_READ], owner: true })
  async extension(@Root() device: MfaDevice, @Ctx() context: Context): Promise<string | null> {
    return (await withContact(context, device)).extension;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'E-mail address. Inside a device authentication it costs one more read.',
  })
  @Pii(PiiKind.CONTACT, { requires: [Permission.PII_READ], owner: true })
  async email(@Root() device: MfaDevice, @Ctx() context: Context): Promise<string | null> {
    return (await withContact(context, device)).email;
  }
}
