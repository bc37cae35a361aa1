// Phones with a native or PingID app, and what tells whether a device can be used. Other devices are in device.ts.
import { Field, ID, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';

export const DeviceUsabilityStatus = describedEnum('DeviceUsabilityStatus', 'Whether something can be used.', {
  ENABLED: 'Usable.',
  DISABLED: 'Not usable.',
  UNKNOWN: 'A state this schema has no name for.',
});
export type DeviceUsabilityStatus = keyof typeof DeviceUsabilityStatus;

@ObjectType({ description: 'Whether something can be used, and why not.' })
export class DeviceUsability {
  @Field(() => DeviceUsabilityStatus, { description: 'Usable or not.' })
  readonly status!: DeviceUsabilityStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;

  @Field(() => String, { nullable: true, description: 'Why not, in upstream text.' })
  readonly reason!: string | null;
}

export const OperatingSystemType = describedEnum('OperatingSystemType', 'Kind of operating system.', {
  ANDROID: 'Android.',
  IOS: 'iOS.',
  UNKNOWN: 'A kind this schema has no name for.',
});
export type OperatingSystemType = keyof typeof OperatingSystemType;

@ObjectType({ description: 'Operating system.' })
export class OperatingSystem {
  @Field(() => OperatingSystemType, { nullable: true, description: 'Kind.' })
  readonly type!: OperatingSystemType | null;

  @Field(() => String, { nullable: true, description: '`type` in upstream text.' })
  readonly typeRaw!: string | null;

  @Field(() => String, { nullable: true, description: 'Version.' })
  readonly version!: string | null;
}

@ObjectType({ description: 'Model of a phone.' })
export class DeviceModel {
  @Field(() => String, { nullable: true, description: 'Technical name.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: 'Name it is sold under.' })
  readonly marketingName!: string | null;
}

@ObjectType({ description: 'A native application.' })
export class MobileApplication {
  @Field(() => ID, { nullable: true, description: 'Application id.' })
  readonly id!: string | null;

  @Field(() => String, { nullable: true, description: 'Name in PingOne.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: 'Name in the app shop or package.' })
  readonly nativeName!: string | null;

  @Field(() => String, { nullable: true, description: 'Version.' })
  readonly version!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it uses the test push service.' })
  readonly pushSandbox!: boolean | null;
}

@ObjectType({ description: 'Facts of a phone with an app.' })
export class MobileDeviceDetails {
  @Field(() => OperatingSystem, { nullable: true, description: 'Operating system.' })
  readonly os!: OperatingSystem | null;

  @Field(() => DeviceModel, { nullable: true, description: 'Model.' })
  readonly model!: DeviceModel | null;

  @Field(() => String, { nullable: true, description: 'Maker.' })
  readonly manufacturer!: string | null;

  @Field(() => MobileApplication, { nullable: true, description: 'The app.' })
  readonly application!: MobileApplication | null;

  @Field(() => String, { nullable: true, description: 'Version of the MFA SDK in the app.' })
  readonly sdkVersion!: string | null;

  @Field(() => String, { nullable: true, description: 'Language of the phone.' })
  readonly locale!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether push was possible at pairing.' })
  readonly pushEnabled!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether passcodes were possible at pairing.' })
  readonly otpEnabled!: boolean | null;

  @Field(() => DeviceUsability, { nullable: true, description: 'Whether push is possible now.' })
  readonly pushStatus!: DeviceUsability | null;

  @Field(() => DeviceUsability, { nullable: true, description: 'Whether passcodes are possible now.' })
  readonly otpStatus!: DeviceUsability | null;

  @Field(() => [DateTimeScalar], { description: 'Pushes that failed lately.' })
  readonly pushFails!: readonly Date[];

  @Field(() => Boolean, { nullable: true, description: 'Whether the user lets the app show notifications.' })
  readonly allowPushNotification!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the phone is rooted or jailbroken.' })
  readonly rooted!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the phone has a screen lock.' })
  readonly screenLockEnabled!: boolean | null;
}
