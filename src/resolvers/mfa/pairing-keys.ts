// Answers pairing keys: reads, makes, deletes and watches them.
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../../auth/access.js';
import { ownedBy } from '../../auth/ownership.js';
import { Permission } from '../../auth/permissions.js';
import type { PairingKey as MfaPairingKey } from '../../datasources/pingone/mfa/pairing-key.js';
import {
  CreatePairingKeyInput,
  CreatePairingKeyPayload,
  DeletePairingKeyInput,
  DeletePairingKeyPayload,
  PairingKey,
} from '../../schema/pairing-key.js';
import { User } from '../../schema/user.js';
import type { Context } from '../context.js';
import { readUser } from '../read-user.js';
import { createPairingKey, deletePairingKey } from './change-pairing-keys.js';
import { watchPairingKey } from './watch.js';

/** Pairing keys. */
@Resolver(() => PairingKey)
export class PairingKeyResolver {
  @Query(() => PairingKey, { nullable: true, description: 'One pairing key. Pairing keys cannot be listed.' })
  @Access({ requires: [Permission.MFA_READ], owner: 'userId' })
  async pairingKey(
    @Arg('userId', () => ID, { description: 'User the key was made for.' }) userId: string,
    @Arg('id', () => ID, { description: 'Pairing key id.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<PairingKey | null> {
    const key = await loaders.pairingKey.load({ userId, pairingKeyId: id });
    return key && ownedBy(userId, key);
  }

  @Mutation(() => CreatePairingKeyPayload, {
    description: 'Makes a key with which a native or PingID mobile app pairs itself with a user.',
  })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'input.userId' })
  async createPairingKey(
    @Arg('input', () => CreatePairingKeyInput, { description: 'User and apps.' }) input: CreatePairingKeyInput,
    @Ctx() context: Context,
  ): Promise<CreatePairingKeyPayload> {
    return createPairingKey(context, input);
  }

  @Mutation(() => DeletePairingKeyPayload, { description: 'Deletes a pairing key that no app has claimed.' })
  @Access({ requires: [Permission.MFA_WRITE], owner: 'input.userId' })
  async deletePairingKey(
    @Arg('input', () => DeletePairingKeyInput, { description: 'Which key.' }) input: DeletePairingKeyInput,
    @Ctx() context: Context,
  ): Promise<DeletePairingKeyPayload> {
    return deletePairingKey(context, input);
  }

  @Subscription(() => PairingKey, {
    subscribe: ({ args, context }: { args: { userId: string; id: string }; context: Context }) =>
      watchPairingKey(context, { userId: args.userId, pairingKeyId: args.id }),
    description: 'A pairing key each time its status changes; ends when it is claimed, failed or past its time.',
  })
  @Access({ requires: [Permission.MFA_READ], owner: 'userId' })
  pairingKeyStatusChanged(
    @Root() key: MfaPairingKey,
    @Arg('userId', () => ID, { description: 'User the key was made for.' }) _userId: string,
    @Arg('id', () => ID, { description: 'Pairing key id.' }) _id: string,
  ): PairingKey {
    return ownedBy(key.userId, key);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose device it makes.' })
  async user(@Root() key: MfaPairingKey, @Ctx() context: Context): Promise<User | null> {
    return readUser(context, key.userId);
  }
}
