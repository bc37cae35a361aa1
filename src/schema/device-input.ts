// What goes in to add and activate an MFA device, and what comes back. Changes of a device are in device-change.ts.
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Device, DeviceStatus, DeviceType } from './device.js';
import { EmailAddressScalar, JsonObjectScalar, PhoneNumberScalar } from './scalars.js';
import { UserError } from './shared.js';

@InputType({ description: 'FIDO relying party.' })
export class RelyingPartyInput {
  @Field(() => String, { description: 'Domain of the page; upstream judges whether it may be used.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'Name to show. Used when adding a device.' })
  readonly name?: string | null;
}

@InputType({ description: 'Settings of a message.' })
export class NotificationInput {
  @Field(() => ID, { nullable: true, description: 'Notification policy. Default: that of the environment.' })
  readonly policyId?: string | null;

  @Field(() => String, { nullable: true, description: 'Variant of the template. Default: the template itself.' })
  readonly templateVariant?: string | null;

  @Field(() => String, { nullable: true, description: "Language, such as `en` or `es-ES`. Default: the user's." })
  readonly templateLocale?: string | null;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'Values for the variables in the text; names to texts.',
  })
  readonly templateVariables?: Readonly<Record<string, unknown>> | null;
}

@InputType({ description: 'An MFA device to add.' })
export class CreateDeviceInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => DeviceType, { description: 'What it is. MOBILE and PINGID_MOBILE are added with createPairingKey.' })
  readonly type!: DeviceType;

  @Field(() => DeviceStatus, {
    defaultValue: DeviceStatus.ACTIVATION_REQUIRED,
    description:
      'ACTIVE skips proof of possession and needs MFA_WRITE. Authenticator apps, FIDO and desktop devices always need activation.',
  })
  readonly status!: DeviceStatus;

  @Field(() => String, { nullable: true, description: 'Nickname, at most 100 characters.' })
  readonly nickname?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Phone number. Needed for SMS, VOICE and WHATSAPP.' })
  readonly phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Extension, for VOICE: digits, `#`, `*`; a comma before a nested one.',
  })
  readonly extension?: string | null;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'E-mail address. Needed for EMAIL.' })
  readonly email?: string | null;

  @Field(() => RelyingPartyInput, { nullable: true, description: "Relying party for FIDO, in place of the policy's." })
  readonly rp?: RelyingPartyInput | null;

  @Field(() => String, { nullable: true, description: 'Serial number. Needed for OATH_TOKEN.' })
  readonly serialNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'Passcode of the key. Needed for YUBIKEY.' })
  readonly yubiKeyOtp?: string | null;

  @Field(() => ID, { nullable: true, description: 'Device authentication policy. Default: that of the environment.' })
  readonly policyId?: string | null;

  @Field(() => NotificationInput, {
    nullable: true,
    description: 'Settings of the activation message. Only with ACTIVATION_REQUIRED.',
  })
  readonly notification?: NotificationInput | null;

  @Field(() => String, { nullable: true, description: "User agent of the user's browser." })
  readonly userAgent?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True: send nothing and give the passcode in `test.otp`. EMAIL, SMS and VOICE; needs MFA_WRITE.',
  })
  readonly testMode!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'Answer of createDevice.' })
export class CreateDevicePayload {
  @Field(() => Device, { nullable: true, description: 'The new device, with what the user needs to activate it.' })
  readonly device!: Device | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'Proof for activating a device: a passcode, or an attestation with its origin.' })
export class ActivateDeviceInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'Device id.' })
  readonly deviceId!: string;

  @Field(() => String, { nullable: true, description: 'Passcode the user received or reads off the device.' })
  readonly otp?: string | null;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'Answer of `navigator.credentials.create`, in W3C JSON form.',
  })
  readonly attestation?: Readonly<Record<string, unknown>> | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Attestation in PingOne's own text form, or the token of the PingID desktop app. In place of `attestation`.",
  })
  readonly attestationRaw?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Origin of the page that ran it, such as `https://login.example.com`. Needed with a FIDO attestation.',
  })
  readonly origin?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'For an OATH token: let PingOne bring it back in step.' })
  readonly oathResync!: boolean;
}

@ObjectType({ description: 'Answer of activateDevice.' })
export class ActivateDevicePayload {
  @Field(() => Device, { nullable: true, description: 'The device, active.' })
  readonly device!: Device | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A device waiting for activation.' })
export class ResendDeviceActivationOtpInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'Device id.' })
  readonly deviceId!: string;
}

@ObjectType({ description: 'Answer of resendDeviceActivationOtp.' })
export class ResendDeviceActivationOtpPayload {
  @Field(() => Device, { nullable: true, description: 'The device.' })
  readonly device!: Device | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
