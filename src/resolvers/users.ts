// Answers directory users, their transactions, and what is compared or set for one of them.
import { Arg, Ctx, FieldResolver, ID, Int, type Maybe, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../auth/access.js';
import { ownedBy } from '../auth/ownership.js';
import { Permission } from '../auth/permissions.js';
import { MatchIdentityRecordInput, MatchIdentityRecordPayload } from '../schema/identity-record-match.js';
import { User, UserConnection, UserFilter } from '../schema/user.js';
import {
  CreateUserInput,
  CreateUserPayload,
  SetUserVerifyStatusInput,
  SetUserVerifyStatusPayload,
} from '../schema/user-input.js';
import { VerifyTransaction, VerifyTransactionConnection } from '../schema/verify-transaction.js';
import type { Context } from './context.js';
import { createUser, createUserRules } from './create-user.js';
import { answer, nullIfMissing } from './failures.js';
import { matchIdentityRecord } from './match-identity-record.js';
import { readUser } from './read-user.js';
import { readUsers } from './user-list.js';
import { readLatestTransactionOf, readTransactionsOf } from './user-transactions.js';
import { setVerifyStatus } from './verify-status.js';

/** Directory users. */
@Resolver(() => User)
export class UserResolver {
  @Query(() => User, { nullable: true, description: 'One directory user.' })
  @Access({ requires: [Permission.USERS_READ], owner: 'id' })
  async user(
    @Arg('id', () => ID, { description: 'PingOne user id (not the user name).' }) id: string,
    @Ctx() context: Context,
  ): Promise<User | null> {
    return readUser(context, id);
  }

  @Query(() => UserConnection, { nullable: true, description: 'Directory users, in the order of the directory.' })
  @Access({ requires: [Permission.USERS_READ] })
  async users(
    @Arg('filter', () => UserFilter, { nullable: true, description: 'Only users that meet all of these.' })
    filter: Maybe<UserFilter>,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last user already seen.' })
    after: Maybe<string>,
    @Ctx() context: Context,
  ): Promise<UserConnection | null> {
    return nullIfMissing(readUsers(context, filter ?? null, first, after ?? null));
  }

  @Mutation(() => CreateUserPayload, { description: 'Creates a directory user.' })
  @Access({ requires: [Permission.USERS_WRITE] })
  async createUser(
    @Arg('input', () => CreateUserInput, { description: 'The new user.' }) input: CreateUserInput,
    @Ctx() context: Context,
  ): Promise<CreateUserPayload> {
    return answer({ user: null }, createUserRules, async () => {
      const user = await createUser(input, context);
      return { user: ownedBy(user.id, user) };
    });
  }

  @Mutation(() => SetUserVerifyStatusPayload, {
    description:
      'Sets the verify status of a user. PingOne Verify has stopped acting on this flag; it is kept for flows that read it.',
  })
  @Access({ requires: [Permission.VERIFY_WRITE] })
  async setUserVerifyStatus(
    @Arg('input', () => SetUserVerifyStatusInput, { description: 'User and new status.' })
    input: SetUserVerifyStatusInput,
    @Ctx() context: Context,
  ): Promise<SetUserVerifyStatusPayload> {
    return setVerifyStatus(context, input);
  }

  @Mutation(() => MatchIdentityRecordPayload, {
    description: 'Compares two sets of biographic data and tells how alike they are.',
  })
  @Access({ requires: [Permission.VERIFY_WRITE, Permission.PII_READ] })
  async matchIdentityRecord(
    @Arg('input', () => MatchIdentityRecordInput, { description: 'The two records.' }) input: MatchIdentityRecordInput,
    @Ctx() context: Context,
  ): Promise<MatchIdentityRecordPayload> {
    return matchIdentityRecord(context, input);
  }

  @FieldResolver(() => VerifyTransactionConnection, {
    nullable: true,
    description: 'PingOne Verify transactions, newest first.',
  })
  @Access({ requires: [Permission.VERIFY_READ], owner: true })
  async verifyTransactions(
    @Root() user: User,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last one already seen.' })
    after: Maybe<string>,
    @Ctx() context: Context,
  ): Promise<VerifyTransactionConnection | null> {
    return readTransactionsOf(context, user.id, first, after ?? null);
  }

  @FieldResolver(() => VerifyTransaction, {
    nullable: true,
    description: 'The PingOne Verify transaction created last.',
  })
  @Access({ requires: [Permission.VERIFY_READ], owner: true })
  async latestVerifyTransaction(@Root() user: User, @Ctx() context: Context): Promise<VerifyTransaction | null> {
    return readLatestTransactionOf(context, user.id);
  }
}
