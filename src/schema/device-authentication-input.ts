// What goes in to start and run a device authentication, and what comes back. The authentication itself is in device-authentication.ts.
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { DeviceAuthentication, OneTimeDeviceType } from './device-authentication.js';
import { NotificationInput } from './device-input.js';
import { EmailAddressScalar, JsonObjectScalar, PhoneNumberScalar } from './scalars.js';
import { UserError } from './shared.js';

@InputType({ description: 'A contact to use once.' })
export class OneTimeDeviceInput {
  @Field(() => OneTimeDeviceType, { description: 'Kind of contact.' })
  readonly type!: OneTimeDeviceType;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Phone number. Needed for SMS and VOICE.' })
  readonly phone?: string | null;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'E-mail address. Needed for EMAIL.' })
  readonly email?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True: send nothing and give the passcode in `test.otp`. Needs MFA_WRITE.',
  })
  readonly testMode!: boolean;
}

export const AuthenticationNotificationType = describedEnum('AuthenticationNotificationType', 'Purpose of a message.', {
  STRONG_AUTHENTICATION: 'Signing on.',
  TRANSACTION: 'Confirming a transaction.',
});
export type AuthenticationNotificationType = keyof typeof AuthenticationNotificationType;

export const WebAuthnCompatibility = describedEnum('WebAuthnCompatibility', 'FIDO authenticators a browser can use.', {
  FULL: 'Built-in ones and security keys.',
  SECURITY_KEY_ONLY: 'Security keys.',
  NONE: 'None.',
});
export type WebAuthnCompatibility = keyof typeof WebAuthnCompatibility;

@InputType({
  description:
    'A device authentication to start. Give at most one of `deviceId` and `oneTimeDevice`; with neither, policy and default device decide.',
})
export class CreateDeviceAuthenticationInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Who authenticates. Leave it out for a usernameless attempt, which needs `rpId`.',
  })
  readonly userId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Device authentication policy, or the policy that a PingID evaluation named. Default: that of the deployment, else of the environment.',
  })
  readonly policyId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Device of the user to start with.' })
  readonly deviceId?: string | null;

  @Field(() => OneTimeDeviceInput, { nullable: true, description: 'Contact to use once.' })
  readonly oneTimeDevice?: OneTimeDeviceInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Passcode to check at once: against `deviceId`, else against every device it could come from.',
  })
  readonly otp?: string | null;

  @Field(() => AuthenticationNotificationType, {
    defaultValue: AuthenticationNotificationType.STRONG_AUTHENTICATION,
    description: 'Purpose of the message, which selects its template.',
  })
  readonly notificationType!: AuthenticationNotificationType;

  @Field(() => NotificationInput, { nullable: true, description: 'Settings of the message.' })
  readonly notification?: NotificationInput | null;

  @Field(() => String, { nullable: true, description: "FIDO relying party, a domain, in place of the policy's." })
  readonly rpId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Challenge for FIDO in place of a random one: Base64URL, at least 32 bytes.',
  })
  readonly challenge?: string | null;

  @Field(() => WebAuthnCompatibility, { nullable: true, description: 'FIDO authenticators this browser can use.' })
  readonly compatibility?: WebAuthnCompatibility | null;

  @Field(() => String, {
    nullable: true,
    description: 'Signed text from the MFA SDK in a native app. Needs `applicationId`.',
  })
  readonly mobilePayload?: string | null;

  @Field(() => ID, { nullable: true, description: 'Native application that starts it.' })
  readonly applicationId?: string | null;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'Facts to show in the mobile app; names to texts or numbers.',
  })
  readonly clientContext?: Readonly<Record<string, unknown>> | null;

  @Field(() => String, { nullable: true, description: "User agent of the user's browser." })
  readonly userAgent?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'Answer of createDeviceAuthentication.' })
export class CreateDeviceAuthenticationPayload {
  @Field(() => DeviceAuthentication, { nullable: true, description: 'The new device authentication.' })
  readonly deviceAuthentication!: DeviceAuthentication | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A choice of device.' })
export class SelectDeviceInput {
  @Field(() => ID, { description: 'Device authentication id.' })
  readonly deviceAuthenticationId!: string;

  @Field(() => ID, { description: 'Device id.' })
  readonly deviceId!: string;

  @Field(() => WebAuthnCompatibility, { nullable: true, description: 'FIDO authenticators this browser can use.' })
  readonly compatibility?: WebAuthnCompatibility | null;
}

@ObjectType({ description: 'Answer of selectDevice.' })
export class SelectDevicePayload {
  @Field(() => DeviceAuthentication, { nullable: true, description: 'The device authentication, gone on.' })
  readonly deviceAuthentication!: DeviceAuthentication | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A passcode to check.' })
export class CheckOtpInput {
  @Field(() => ID, { description: 'Device authentication id.' })
  readonly deviceAuthenticationId!: string;

  @Field(() => String, { description: 'Passcode.' })
  readonly otp!: string;
}

@ObjectType({ description: 'Answer of checkOtp.' })
export class CheckOtpPayload {
  @Field(() => DeviceAuthentication, { nullable: true, description: 'The device authentication, gone on.' })
  readonly deviceAuthentication!: DeviceAuthentication | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'An assertion to check. Give exactly one of `assertion` and `assertionRaw`.' })
export class CheckAssertionInput {
  @Field(() => ID, { description: 'Device authentication id.' })
  readonly deviceAuthenticationId!: string;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'Answer of `navigator.credentials.get`, in W3C JSON form.',
  })
  readonly assertion?: Readonly<Record<string, unknown>> | null;

  @Field(() => String, {
    nullable: true,
    description: "Assertion in PingOne's own text form, or the token of the PingID desktop app.",
  })
  readonly assertionRaw?: string | null;

  @Field(() => String, { description: 'Origin of the page that ran it, such as `https://login.example.com`.' })
  readonly origin!: string;

  @Field(() => WebAuthnCompatibility, { nullable: true, description: 'FIDO authenticators this browser can use.' })
  readonly compatibility?: WebAuthnCompatibility | null;
}

@ObjectType({ description: 'Answer of checkAssertion.' })
export class CheckAssertionPayload {
  @Field(() => DeviceAuthentication, { nullable: true, description: 'The device authentication, gone on.' })
  readonly deviceAuthentication!: DeviceAuthentication | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

export const DeviceAuthenticationCancelReason = describedEnum(
  'DeviceAuthenticationCancelReason',
  'Why a device authentication is stopped.',
  {
    SIGNOUT: 'The user signs out.',
    CHANGE_DEVICE: 'The user wants another device.',
    ADD_DEVICE: 'The user wants to add a device.',
    DEFAULT: 'Any other reason.',
  },
);
export type DeviceAuthenticationCancelReason = keyof typeof DeviceAuthenticationCancelReason;

@InputType({ description: 'A device authentication to stop.' })
export class CancelDeviceAuthenticationInput {
  @Field(() => ID, { description: 'Device authentication id.' })
  readonly deviceAuthenticationId!: string;

  @Field(() => DeviceAuthenticationCancelReason, {
    defaultValue: DeviceAuthenticationCancelReason.DEFAULT,
    description: 'Why.',
  })
  readonly reason!: DeviceAuthenticationCancelReason;
}

@ObjectType({ description: 'Answer of cancelDeviceAuthentication.' })
export class CancelDeviceAuthenticationPayload {
  @Field(() => DeviceAuthentication, { nullable: true, description: 'The device authentication, stopped.' })
  readonly deviceAuthentication!: DeviceAuthentication | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
