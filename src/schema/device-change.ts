// What goes in to change, order, block or remove MFA devices, and what comes back. Adding one is in device-input.ts.
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Device } from './device.js';
import { UserError } from './shared.js';
import { User } from './user.js';

@InputType({ description: 'New nickname of a device.' })
export class UpdateDeviceNicknameInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'Device id.' })
  readonly deviceId!: string;

  @Field(() => String, { description: 'Nickname, at most 100 characters. Empty text removes it.' })
  readonly nickname!: string;
}

@ObjectType({ description: 'Answer of updateDeviceNickname.' })
export class UpdateDeviceNicknamePayload {
  @Field(() => Device, { nullable: true, description: 'The device, changed.' })
  readonly device!: Device | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A device to remove.' })
export class DeleteDeviceInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'Device id.' })
  readonly deviceId!: string;
}

@ObjectType({ description: 'Answer of deleteDevice.' })
export class DeleteDevicePayload {
  @Field(() => ID, { nullable: true, description: 'Id of the removed device.' })
  readonly deletedDeviceId!: string | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: "Order for a user's devices." })
export class SetDeviceOrderInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => [ID], {
    description: 'Ids of active devices, the default first. Those left out follow in their present order.',
  })
  readonly deviceIds!: readonly string[];
}

@ObjectType({ description: 'Answer of setDeviceOrder.' })
export class SetDeviceOrderPayload {
  @Field(() => User, { nullable: true, description: 'The user; read `devices` and `deviceSettings.order`.' })
  readonly user!: User | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'New default device of a user.' })
export class SetDefaultDeviceInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'Id of an active device.' })
  readonly deviceId!: string;
}

@ObjectType({ description: 'Answer of setDefaultDevice.' })
export class SetDefaultDevicePayload {
  @Field(() => User, { nullable: true, description: 'The user; read `defaultDevice`.' })
  readonly user!: User | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A user whose devices lose their order.' })
export class RemoveDeviceOrderInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;
}

@ObjectType({ description: 'Answer of removeDeviceOrder.' })
export class RemoveDeviceOrderPayload {
  @Field(() => User, { nullable: true, description: 'The user, without a default device.' })
  readonly user!: User | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A device to block.' })
export class BlockDeviceInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'Device id.' })
  readonly deviceId!: string;
}

@ObjectType({ description: 'Answer of blockDevice.' })
export class BlockDevicePayload {
  @Field(() => Device, { nullable: true, description: 'The device, blocked.' })
  readonly device!: Device | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A device to unblock.' })
export class UnblockDeviceInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'Device id.' })
  readonly deviceId!: string;
}

@ObjectType({ description: 'Answer of unblockDevice.' })
export class UnblockDevicePayload {
  @Field(() => Device, { nullable: true, description: 'The device, no longer blocked.' })
  readonly device!: Device | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A device to unlock.' })
export class UnlockDeviceInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'Device id.' })
  readonly deviceId!: string;
}

@ObjectType({ description: 'Answer of unlockDevice.' })
export class UnlockDevicePayload {
  @Field(() => Device, { nullable: true, description: 'The device, no longer locked.' })
  readonly device!: Device | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
