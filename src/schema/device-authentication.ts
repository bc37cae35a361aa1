// Device authentications as they are read. What goes in is in device-authentication-input.ts.
import { Field, ID, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { Device, DeviceTest } from './device.js';
import { MobileApplication } from './device-mobile.js';
import { DateTimeScalar, JsonObjectScalar } from './scalars.js';

export const DeviceAuthenticationStatus = describedEnum(
  'DeviceAuthenticationStatus',
  'Where a device authentication stands.',
  {
    DEVICE_SELECTION_REQUIRED: 'The user has to choose a device.',
    OTP_REQUIRED: 'A passcode is awaited.',
    ASSERTION_REQUIRED: 'An answer of a FIDO or desktop device is awaited.',
    PUSH_CONFIRMATION_REQUIRED: 'The user has to confirm in an app.',
    PUSH_CONFIRMATION_TIMED_OUT: 'Nobody confirmed in time.',
    PUSH_CONFIRMATION_REJECTED: 'The user refused in the app.',
    COMPLETED: 'Done; the user has proven who they are.',
    FAILED: 'Over, without success.',
    UNKNOWN: 'A status this schema has no name for.',
  },
);
export type DeviceAuthenticationStatus = keyof typeof DeviceAuthenticationStatus;

export const DeviceAuthenticationAction = describedEnum(
  'DeviceAuthenticationAction',
  'Step in a device authentication. Each member stands for the mutation named in its text.',
  {
    SELECT_DEVICE: 'selectDevice.',
    CHECK_OTP: 'checkOtp.',
    CHECK_ASSERTION: 'checkAssertion.',
    CANCEL: 'cancelDeviceAuthentication.',
  },
);
export type DeviceAuthenticationAction = keyof typeof DeviceAuthenticationAction;

export const OneTimeDeviceType = describedEnum('OneTimeDeviceType', 'Kind of one-time device.', {
  EMAIL: 'Passcode by e-mail.',
  SMS: 'Passcode by text message.',
  VOICE: 'Passcode by phone call.',
});
export type OneTimeDeviceType = keyof typeof OneTimeDeviceType;

@ObjectType({ description: 'A contact used once, without adding it as a device.' })
export class OneTimeDevice {
  @Field(() => OneTimeDeviceType, { description: 'Kind of contact.' })
  readonly type!: OneTimeDeviceType;

  @Field(() => String, { nullable: true, description: 'The contact with most of it hidden.' })
  readonly maskedContact!: string | null;
}

@ObjectType({ description: 'Why a device authentication failed.' })
export class DeviceAuthenticationFailure {
  @Field(() => String, { nullable: true, description: 'Upstream code, such as `NO_USABLE_DEVICES`.' })
  readonly code!: string | null;

  @Field(() => String, { nullable: true, description: 'Upstream text for developers.' })
  readonly message!: string | null;

  @Field(() => [Device], { description: 'Devices that could not be used.' })
  readonly unavailableDevices!: readonly Device[];
}

@ObjectType({ description: 'One attempt of a user to prove who they are with a device.' })
export class DeviceAuthentication {
  @Field(() => ID, { description: 'Device authentication id.' })
  readonly id!: string;

  @Field(() => ID, { nullable: true, description: 'PingOne environment.' })
  readonly environmentId!: string | null;

  @Field(() => DeviceAuthenticationStatus, { description: 'Where it stands.' })
  readonly status!: DeviceAuthenticationStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;

  @Field(() => [DeviceAuthenticationAction], { description: 'Steps possible now.' })
  readonly allowedActions!: readonly DeviceAuthenticationAction[];

  @Field(() => OneTimeDevice, { nullable: true, description: 'Contact in use, if it is a one-time device.' })
  readonly oneTimeDevice!: OneTimeDevice | null;

  @Field(() => [Device], { description: 'Devices to choose from.' })
  readonly devices!: readonly Device[];

  @Field(() => [Device], { description: 'Devices that an operator has blocked.' })
  readonly blockedDevices!: readonly Device[];

  @Field(() => MobileApplication, { nullable: true, description: 'Native application that takes part.' })
  readonly application!: MobileApplication | null;

  @Field(() => [String], { description: 'Methods the user has proven, such as `mfa` or `otp`, in upstream text.' })
  readonly authenticators!: readonly string[];

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description:
      'Options for `navigator.credentials.get`, in W3C JSON form with Base64URL text. With ASSERTION_REQUIRED.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE], owner: true })
  readonly publicKeyCredentialRequestOptions!: Readonly<Record<string, unknown>> | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same exactly as PingOne sent it: JSON text with byte arrays.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE], owner: true })
  readonly publicKeyCredentialRequestOptionsRaw!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Request token for the PingID desktop app. With ASSERTION_REQUIRED.',
  })
  readonly desktopCredentialRequestOptions!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the policy lets users through whose MFA is off.' })
  readonly bypassAllowed!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether this user may pass without MFA at the moment.' })
  readonly userBypassEnabled!: boolean | null;

  @Field(() => DeviceTest, { nullable: true, description: 'Data of a test attempt. Null for others.' })
  readonly test!: DeviceTest | null;

  @Field(() => DeviceAuthenticationFailure, { nullable: true, description: 'Why it failed. With FAILED.' })
  readonly error!: DeviceAuthenticationFailure | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was started.' })
  readonly createdAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last changed.' })
  readonly updatedAt!: Date | null;
}
