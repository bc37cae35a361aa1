// Limits and settings that apply to the devices of a user, and the switch of MFA. The devices are in device.ts.
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { DeviceType } from './device.js';
import { MobileApplication } from './device-mobile.js';
import { UserError } from './shared.js';
import { User } from './user.js';

export const DeviceSelectionMode = describedEnum(
  'DeviceSelectionMode',
  'How a device is chosen when a user authenticates.',
  {
    DEFAULT_TO_FIRST: 'The default device is used without asking.',
    PROMPT_TO_SELECT: 'The user chooses if there are several.',
    ALWAYS_DISPLAY_DEVICES: 'The user always chooses.',
    UNKNOWN: 'A way this schema has no name for.',
  },
);
export type DeviceSelectionMode = keyof typeof DeviceSelectionMode;

@ObjectType({ description: "Limits and settings that apply to a user's devices." })
export class DeviceSettings {
  @Field(() => ID, { nullable: true, description: 'PingOne environment.' })
  readonly environmentId!: string | null;

  @Field(() => [DeviceType], { description: 'Types the user may add.' })
  readonly allowedTypes!: readonly DeviceType[];

  @Field(() => [String], { description: '`allowedTypes` in upstream text.' })
  readonly allowedTypesRaw!: readonly string[];

  @Field(() => [ID], { description: 'Ids of the devices in their order. Empty: no order, so no default.' })
  readonly order!: readonly string[];

  @Field(() => [MobileApplication], { description: 'Native applications the devices can belong to.' })
  readonly applications!: readonly MobileApplication[];

  @Field(() => Int, { nullable: true, description: 'How many devices a user may have.' })
  readonly maxAllowedDevices!: number | null;

  @Field(() => DeviceSelectionMode, { nullable: true, description: 'How a device is chosen.' })
  readonly deviceSelection!: DeviceSelectionMode | null;

  @Field(() => String, { nullable: true, description: '`deviceSelection` in upstream text.' })
  readonly deviceSelectionRaw!: string | null;
}

@InputType({ description: 'New MFA setting of a user.' })
export class SetUserMfaEnabledInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => Boolean, { description: 'On or off.' })
  readonly mfaEnabled!: boolean;
}

@ObjectType({ description: 'Answer of setUserMfaEnabled.' })
export class SetUserMfaEnabledPayload {
  @Field(() => User, { nullable: true, description: 'The user, changed.' })
  readonly user!: User | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
