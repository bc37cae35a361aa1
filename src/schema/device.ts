// MFA devices as they are read. Phones with an app are in device-mobile.ts, what goes in is in device-input.ts.
import { Field, ID, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { DeviceUsability, MobileDeviceDetails } from './device-mobile.js';
import { DateTimeScalar, JsonObjectScalar } from './scalars.js';

export const DeviceType = describedEnum('DeviceType', 'Kind of device.', {
  EMAIL: 'Passcode by e-mail.',
  SMS: 'Passcode by text message.',
  VOICE: 'Passcode by phone call.',
  WHATSAPP: 'Passcode by WhatsApp.',
  TOTP: 'Authenticator app.',
  FIDO2: 'FIDO2 credential: passkey, biometrics or security key.',
  PLATFORM: 'FIDO biometrics of a platform; older than FIDO2.',
  SECURITY_KEY: 'FIDO security key; older than FIDO2.',
  MOBILE: 'Native app with the PingOne MFA SDK.',
  OATH_TOKEN: 'Hardware OATH token.',
  YUBIKEY: 'YubiKey passcode. Workforce.',
  PINGID_MOBILE: 'PingID mobile app. Workforce.',
  PINGID_DESKTOP: 'PingID desktop app, first generation. Workforce.',
  PINGID_DESKTOP_GEN2: 'PingID desktop app, second generation. Workforce.',
  BROWSER: 'Remembered browser.',
  UNKNOWN: 'A kind this schema has no name for.',
});
export type DeviceType = keyof typeof DeviceType;

export const DeviceStatus = describedEnum('DeviceStatus', 'Whether a device is activated.', {
  ACTIVE: 'Can be used.',
  ACTIVATION_REQUIRED: 'Must be activated first; PingOne deletes it after 24 hours.',
  UNKNOWN: 'A status this schema has no name for.',
});
export type DeviceStatus = keyof typeof DeviceStatus;

@ObjectType({ description: 'FIDO relying party.' })
export class RelyingParty {
  @Field(() => String, { nullable: true, description: 'Domain.' })
  readonly id!: string | null;

  @Field(() => String, { nullable: true, description: 'Name to show.' })
  readonly name!: string | null;
}

@ObjectType({ description: 'Where a FIDO device comes from.' })
export class DeviceAttributes {
  @Field(() => DeviceType, { nullable: true, description: 'Type it had before it became FIDO2.' })
  readonly previousDeviceType!: DeviceType | null;

  @Field(() => String, { nullable: true, description: '`previousDeviceType` in upstream text.' })
  readonly previousDeviceTypeRaw!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it can be used on more than one machine.' })
  readonly isCrossPlatform!: boolean | null;
}

@ObjectType({ description: 'Facts of a FIDO credential.' })
export class FidoDeviceDetails {
  @Field(() => String, { nullable: true, description: 'Credential id, Base64URL.' })
  readonly credentialId!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it may be backed up.' })
  readonly backupEligible!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is backed up.' })
  readonly backedUp!: boolean | null;
}

export const DeviceLockStatus = describedEnum('DeviceLockStatus', 'Whether a device is locked.', {
  LOCKED: 'Locked.',
  UNLOCKED: 'Not locked.',
  UNKNOWN: 'A state this schema has no name for.',
});
export type DeviceLockStatus = keyof typeof DeviceLockStatus;

export const DeviceLockReason = describedEnum('DeviceLockReason', 'What locked a device.', {
  OTP: 'Wrong passcodes.',
  PUSH: 'Refused pushes.',
  UNKNOWN: 'A reason this schema has no name for.',
});
export type DeviceLockReason = keyof typeof DeviceLockReason;

@ObjectType({ description: 'Lock of a device after failures.' })
export class DeviceLock {
  @Field(() => DeviceLockStatus, { description: 'Locked or not.' })
  readonly status!: DeviceLockStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends by itself.' })
  readonly expiresAt!: Date | null;

  @Field(() => DeviceLockReason, { nullable: true, description: 'What led to it. Null unless locked.' })
  readonly reason!: DeviceLockReason | null;

  @Field(() => String, { nullable: true, description: '`reason` in upstream text.' })
  readonly reasonRaw!: string | null;
}

export const DeviceBlockStatus = describedEnum('DeviceBlockStatus', 'Whether a device is blocked.', {
  BLOCKED: 'Blocked.',
  UNBLOCKED: 'Not blocked.',
  UNKNOWN: 'A state this schema has no name for.',
});
export type DeviceBlockStatus = keyof typeof DeviceBlockStatus;

@ObjectType({ description: 'Block of a device by an operator.' })
export class DeviceBlock {
  @Field(() => DeviceBlockStatus, { description: 'Blocked or not.' })
  readonly status!: DeviceBlockStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when.' })
  readonly blockedAt!: Date | null;
}

@ObjectType({ description: 'Data of a test device or of a test authentication.' })
export class DeviceTest {
  @Field(() => String, { nullable: true, description: 'The passcode that would have been sent, zeros in front kept.' })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE] })
  readonly otp!: string | null;
}

@ObjectType({ description: 'A device, app, contact or token with which a user authenticates.' })
export class Device {
  @Field(() => ID, { description: 'Device id.' })
  readonly id!: string;

  @Field(() => DeviceType, { description: 'What it is.' })
  readonly type!: DeviceType;

  @Field(() => String, { nullable: true, description: '`type` in upstream text.' })
  readonly typeRaw!: string | null;

  @Field(() => DeviceStatus, { description: 'Whether it is activated.' })
  readonly status!: DeviceStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;

  @Field(() => String, { nullable: true, description: 'Name the user gave it.' })
  readonly nickname!: string | null;

  @Field(() => String, { nullable: true, description: 'Name to show for a FIDO device.' })
  readonly displayName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Phone number or e-mail address with most of it hidden; for showing a choice of devices.',
  })
  readonly maskedContact!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Key for an authenticator app, Base32. Only in the answer to createDevice, for 30 minutes.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE], owner: true })
  readonly secret!: string | null;

  @Field(() => String, { nullable: true, description: 'The same as an `otpauth:` address, to show as a QR code.' })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE], owner: true })
  readonly keyUri!: string | null;

  @Field(() => String, { nullable: true, description: 'Value of an OATH token, as PingOne states it.' })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE], owner: true })
  readonly oathToken!: string | null;

  @Field(() => String, { nullable: true, description: 'Serial number of a hardware token.' })
  readonly serialNumber!: string | null;

  @Field(() => RelyingParty, { nullable: true, description: 'Relying party of a FIDO device.' })
  readonly rp!: RelyingParty | null;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description:
      'Options for `navigator.credentials.create`, in W3C JSON form: Base64URL text, numeric algorithms. While waiting for activation.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE], owner: true })
  readonly publicKeyCredentialCreationOptions!: Readonly<Record<string, unknown>> | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same exactly as PingOne sent it: JSON text with byte arrays.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE], owner: true })
  readonly publicKeyCredentialCreationOptionsRaw!: string | null;

  @Field(() => String, { nullable: true, description: 'Registration token for the PingID desktop app.' })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE], owner: true })
  readonly desktopCredentialCreationOptions!: string | null;

  @Field(() => String, { nullable: true, description: 'Platform a FIDO device is bound to, as PingOne states it.' })
  readonly platform!: string | null;

  @Field(() => DeviceAttributes, { nullable: true, description: 'Where a FIDO device comes from.' })
  readonly attributes!: DeviceAttributes | null;

  @Field(() => FidoDeviceDetails, { nullable: true, description: 'Facts of a FIDO credential.' })
  readonly fido!: FidoDeviceDetails | null;

  @Field(() => MobileDeviceDetails, { nullable: true, description: 'Facts of a phone with a native or PingID app.' })
  readonly mobile!: MobileDeviceDetails | null;

  @Field(() => DeviceLock, { nullable: true, description: 'Lock after failures.' })
  readonly lock!: DeviceLock | null;

  @Field(() => DeviceBlock, { nullable: true, description: 'Block by an operator.' })
  readonly block!: DeviceBlock | null;

  @Field(() => DeviceUsability, {
    nullable: true,
    description: 'Whether it can be used in the device authentication it was read from. Null elsewhere.',
  })
  readonly usableStatus!: DeviceUsability | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is a test device, to which nothing is sent.' })
  readonly testMode!: boolean | null;

  @Field(() => DeviceTest, { nullable: true, description: 'Data of a test device. Null for others.' })
  readonly test!: DeviceTest | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was added.' })
  readonly createdAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last changed.' })
  readonly updatedAt!: Date | null;
}
