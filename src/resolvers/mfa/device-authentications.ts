// Answers device authentications: reads them, starts them, takes them on and watches them.
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../../auth/access.js';
import { Permission } from '../../auth/permissions.js';
import type { DeviceAuthentication as MfaAuthentication } from '../../datasources/pingone/mfa/device-authentication.js';
import { Device } from '../../schema/device.js';
import { DeviceAuthentication } from '../../schema/device-authentication.js';
import {
  CancelDeviceAuthenticationInput,
  CancelDeviceAuthenticationPayload,
  CheckAssertionInput,
  CheckAssertionPayload,
  CheckOtpInput,
  CheckOtpPayload,
  CreateDeviceAuthenticationInput,
  CreateDeviceAuthenticationPayload,
  SelectDeviceInput,
  SelectDevicePayload,
} from '../../schema/device-authentication-input.js';
import { DeviceAuthenticationPolicy } from '../../schema/device-policy.js';
import { User } from '../../schema/user.js';
import type { Context } from '../context.js';
import { readUser } from '../read-user.js';
import { type AuthenticationNode, findAuthentication, toAuthenticationNode } from './read-authentication.js';
import { readDevice } from './read-devices.js';
import {
  cancelAuthentication,
  checkAssertion,
  checkOtp,
  createAuthentication,
  selectDevice,
} from './run-authentication.js';
import { watchAuthentication } from './watch.js';

/** Device authentications. */
@Resolver(() => DeviceAuthentication)
export class DeviceAuthenticationResolver {
  @Query(() => DeviceAuthentication, {
    nullable: true,
    description: 'One device authentication. Prefer the subscription to reading this again and again.',
  })
  @Access({ requires: [Permission.MFA_READ], owner: 'record' })
  async deviceAuthentication(
    @Arg('id', () => ID, { description: 'Device authentication id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<DeviceAuthentication | null> {
    const found = await findAuthentication(context, id, Permission.MFA_READ);
    return found && toAuthenticationNode(context, found);
  }

  @Mutation(() => CreateDeviceAuthenticationPayload, {
    description:
      'Starts authenticating a user with one of their devices, or with a one-time device. May send a message at once.',
  })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'input.userId' })
  async createDeviceAuthentication(
    @Arg('input', () => CreateDeviceAuthenticationInput, { description: 'User, policy and device.' })
    input: CreateDeviceAuthenticationInput,
    @Ctx() context: Context,
  ): Promise<CreateDeviceAuthenticationPayload> {
    return createAuthentication(context, input);
  }

  @Mutation(() => SelectDevicePayload, {
    description: 'Chooses the device to go on with. Choosing the same one again sends a new passcode.',
  })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'record' })
  async selectDevice(
    @Arg('input', () => SelectDeviceInput, { description: 'Which authentication, which device.' })
    input: SelectDeviceInput,
    @Ctx() context: Context,
  ): Promise<SelectDevicePayload> {
    return selectDevice(context, input);
  }

  @Mutation(() => CheckOtpPayload, { description: 'Checks a one-time passcode.' })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'record' })
  async checkOtp(
    @Arg('input', () => CheckOtpInput, { description: 'Which authentication, and the passcode.' }) input: CheckOtpInput,
    @Ctx() context: Context,
  ): Promise<CheckOtpPayload> {
    return checkOtp(context, input);
  }

  @Mutation(() => CheckAssertionPayload, {
    description: 'Checks the answer of a FIDO authenticator or of the PingID desktop app.',
  })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'record' })
  async checkAssertion(
    @Arg('input', () => CheckAssertionInput, { description: 'Which authentication, and the assertion.' })
    input: CheckAssertionInput,
    @Ctx() context: Context,
  ): Promise<CheckAssertionPayload> {
    return checkAssertion(context, input);
  }

  @Mutation(() => CancelDeviceAuthenticationPayload, {
    description: 'Stops the running attempt; the user can then choose another device.',
  })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'record' })
  async cancelDeviceAuthentication(
    @Arg('input', () => CancelDeviceAuthenticationInput, { description: 'Which authentication, and why.' })
    input: CancelDeviceAuthenticationInput,
    @Ctx() context: Context,
  ): Promise<CancelDeviceAuthenticationPayload> {
    return cancelAuthentication(context, input);
  }

  @Subscription(() => DeviceAuthentication, {
    subscribe: ({ args, context }: { args: { id: string }; context: Context }) => watchAuthentication(context, args.id),
    description: 'A device authentication each time its status changes; ends with COMPLETED or FAILED.',
  })
  @Access({ requires: [Permission.MFA_READ], owner: 'record' })
  async deviceAuthenticationStatusChanged(
    @Root() found: MfaAuthentication,
    @Arg('id', () => ID, { description: 'Device authentication id.' }) _id: string,
    @Ctx() context: Context,
  ): Promise<DeviceAuthentication> {
    return toAuthenticationNode(context, found);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who authenticates. Null until a usernameless attempt has succeeded.',
  })
  async user(@Root() authentication: AuthenticationNode, @Ctx() context: Context): Promise<User | null> {
    return authentication.userId === null ? null : readUser(context, authentication.userId);
  }

  @FieldResolver(() => DeviceAuthenticationPolicy, { nullable: true, description: 'Policy it runs under.' })
  async policy(
    @Root() authentication: AuthenticationNode,
    @Ctx() context: Context,
  ): Promise<DeviceAuthenticationPolicy | null> {
    return authentication.policyId === null ? null : context.loaders.devicePolicy.load(authentication.policyId);
  }

  @FieldResolver(() => Device, { nullable: true, description: 'Device in use.' })
  async selectedDevice(@Root() authentication: AuthenticationNode, @Ctx() context: Context): Promise<Device | null> {
    const { userId, selectedDeviceId: id, devices } = authentication;
    if (id === null) return null;
    return devices.find((device) => device.id === id) ?? (userId === null ? null : readDevice(context, userId, id));
  }
}
