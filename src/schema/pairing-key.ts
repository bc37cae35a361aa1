// Pairing keys, with which mobile apps pair themselves: read, made and deleted.
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { MobileApplication } from './device-mobile.js';
import { DateTimeScalar } from './scalars.js';
import { UpstreamFailure, UserError } from './shared.js';

export const PairingKeyStatus = describedEnum('PairingKeyStatus', 'Where a pairing key stands.', {
  UNCLAIMED: 'Not used yet.',
  CLAIMED: 'Used; the device is paired.',
  FAILED: 'Used without success.',
  UNKNOWN: 'A status this schema has no name for.',
});
export type PairingKeyStatus = keyof typeof PairingKeyStatus;

@ObjectType({
  description:
    "A key with which a mobile app pairs itself with a user. Once claimed, the new device stands in the user's `devices`.",
})
export class PairingKey {
  @Field(() => ID, { description: 'Pairing key id.' })
  readonly id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The key, to be typed or shown as a QR code. Text; zeros in front count.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE], owner: true })
  readonly code!: string | null;

  @Field(() => PairingKeyStatus, { description: 'Where it stands.' })
  readonly status!: PairingKeyStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;

  @Field(() => [MobileApplication], { description: 'Applications that may use it. Empty: all that are set up for it.' })
  readonly applications!: readonly MobileApplication[];

  @Field(() => UpstreamFailure, { nullable: true, description: 'Why it failed. With FAILED.' })
  readonly error!: UpstreamFailure | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  readonly updatedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops working.' })
  readonly expiresAt!: Date | null;
}

@InputType({ description: 'A pairing key to make.' })
export class CreatePairingKeyInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Applications that may use it. Default: all native applications that are set up for it.',
  })
  readonly applicationIds?: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'Device authentication policy, for PingID.' })
  readonly policyId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'Answer of createPairingKey.' })
export class CreatePairingKeyPayload {
  @Field(() => PairingKey, { nullable: true, description: 'The new key.' })
  readonly pairingKey!: PairingKey | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A pairing key to delete.' })
export class DeletePairingKeyInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'Pairing key id.' })
  readonly pairingKeyId!: string;
}

@ObjectType({ description: 'Answer of deletePairingKey.' })
export class DeletePairingKeyPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the deleted key.' })
  readonly deletedPairingKeyId!: string | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
