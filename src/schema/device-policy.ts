// Device authentication policies: which devices may be used, and under what limits. Read only.
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DeviceSelectionMode } from './device-settings.js';
import { DateTimeScalar } from './scalars.js';
import { TimeSpan } from './shared.js';

@ObjectType({ description: 'Limits on passcodes.' })
export class DeviceOtpPolicy {
  @Field(() => Int, { nullable: true, description: 'How often one may be wrong before the device is locked.' })
  readonly failureCount!: number | null;

  @Field(() => TimeSpan, { nullable: true, description: 'How long it stays locked.' })
  readonly failureCoolDown!: TimeSpan | null;

  @Field(() => TimeSpan, { nullable: true, description: 'How long a passcode is good for.' })
  readonly lifeTime!: TimeSpan | null;

  @Field(() => TimeSpan, { nullable: true, description: 'Step of the time window, for apps that make passcodes.' })
  readonly windowStepSize!: TimeSpan | null;

  @Field(() => Int, { nullable: true, description: 'Number of digits.' })
  readonly length!: number | null;
}

@ObjectType({ description: 'Rules for one kind of device.' })
export class DeviceMethodPolicy {
  @Field(() => Boolean, { description: 'Whether it may be added and used.' })
  readonly enabled!: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Whether new ones are refused while old ones go on working.' })
  readonly pairingDisabled!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the user is asked for a nickname when adding one.' })
  readonly promptForNicknameOnPairing!: boolean | null;

  @Field(() => DeviceOtpPolicy, { nullable: true, description: 'Limits on passcodes; on attempts, for FIDO2.' })
  readonly otp!: DeviceOtpPolicy | null;
}

@ObjectType({ description: 'Which devices a user may authenticate with, and under what limits.' })
export class DeviceAuthenticationPolicy {
  @Field(() => ID, { description: 'Policy id.' })
  readonly id!: string;

  @Field(() => ID, { nullable: true, description: 'PingOne environment.' })
  readonly environmentId!: string | null;

  @Field(() => String, { description: 'Name.' })
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether it is used when an authentication names no policy.' })
  readonly default!: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Whether a sign-on policy made it.' })
  readonly forSignOnPolicy!: boolean | null;

  @Field(() => DeviceSelectionMode, { nullable: true, description: 'How a device is chosen.' })
  readonly deviceSelection!: DeviceSelectionMode | null;

  @Field(() => String, { nullable: true, description: '`deviceSelection` in upstream text.' })
  readonly deviceSelectionRaw!: string | null;

  @Field(() => DeviceMethodPolicy, { nullable: true, description: 'Text messages.' })
  readonly sms!: DeviceMethodPolicy | null;

  @Field(() => DeviceMethodPolicy, { nullable: true, description: 'E-mail.' })
  readonly email!: DeviceMethodPolicy | null;

  @Field(() => DeviceMethodPolicy, { nullable: true, description: 'Phone calls.' })
  readonly voice!: DeviceMethodPolicy | null;

  @Field(() => DeviceMethodPolicy, { nullable: true, description: 'WhatsApp.' })
  readonly whatsApp!: DeviceMethodPolicy | null;

  @Field(() => DeviceMethodPolicy, { nullable: true, description: 'Native apps.' })
  readonly mobile!: DeviceMethodPolicy | null;

  @Field(() => DeviceMethodPolicy, { nullable: true, description: 'Authenticator apps.' })
  readonly totp!: DeviceMethodPolicy | null;

  @Field(() => DeviceMethodPolicy, { nullable: true, description: 'Hardware OATH tokens.' })
  readonly oathToken!: DeviceMethodPolicy | null;

  @Field(() => DeviceMethodPolicy, { nullable: true, description: 'FIDO2.' })
  readonly fido2!: DeviceMethodPolicy | null;

  @Field(() => DeviceMethodPolicy, { nullable: true, description: 'FIDO biometrics of a platform, older form.' })
  readonly platform!: DeviceMethodPolicy | null;

  @Field(() => DeviceMethodPolicy, { nullable: true, description: 'FIDO security keys, older form.' })
  readonly securityKey!: DeviceMethodPolicy | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was made.' })
  readonly createdAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last changed.' })
  readonly updatedAt!: Date | null;
}
