// Answers authentication codes: reads, makes, deletes and watches them.
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Access, Pii } from '../../auth/access.js';
import { ownedBy } from '../../auth/ownership.js';
import { Permission, PiiKind } from '../../auth/permissions.js';
import type { AuthenticationCode as MfaAuthenticationCode } from '../../datasources/pingone/mfa/authentication-code.js';
import {
  AuthenticationCode,
  CreateAuthenticationCodeInput,
  CreateAuthenticationCodePayload,
  DeleteAuthenticationCodeInput,
  DeleteAuthenticationCodePayload,
} from '../../schema/authentication-code.js';
import { Device } from '../../schema/device.js';
import { User } from '../../schema/user.js';
import type { Context } from '../context.js';
import { drawQrCode } from '../qr-code.js';
import { readUser } from '../read-user.js';
import { createAuthenticationCode, deleteAuthenticationCode } from './change-authentication-codes.js';
import { watchAuthenticationCode } from './watch.js';

/** Authentication codes. */
@Resolver(() => AuthenticationCode)
export class AuthenticationCodeResolver {
  @Query(() => AuthenticationCode, { nullable: true, description: 'One authentication code.' })
  @Access({ requires: [Permission.MFA_READ] })
  async authenticationCode(
    @Arg('id', () => ID, { description: 'Authentication code id.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<AuthenticationCode | null> {
    const code = await loaders.authenticationCode.load(id);
    return code && ownedBy(code.userId, code);
  }

  @Mutation(() => CreateAuthenticationCodePayload, {
    description: 'Makes a single-use sign-on code, to be scanned or typed in a mobile app.',
  })
  @Access({ requires: [Permission.MFA_WRITE] })
  async createAuthenticationCode(
    @Arg('input', () => CreateAuthenticationCodeInput, { description: 'App and lifetime.' })
    input: CreateAuthenticationCodeInput,
    @Ctx() context: Context,
  ): Promise<CreateAuthenticationCodePayload> {
    return createAuthenticationCode(context, input);
  }

  @Mutation(() => DeleteAuthenticationCodePayload, { description: 'Deletes an authentication code.' })
  @Access({ requires: [Permission.MFA_WRITE] })
  async deleteAuthenticationCode(
    @Arg('input', () => DeleteAuthenticationCodeInput, { description: 'Which code.' })
    input: DeleteAuthenticationCodeInput,
    @Ctx() context: Context,
  ): Promise<DeleteAuthenticationCodePayload> {
    return deleteAuthenticationCode(context, input);
  }

  @Subscription(() => AuthenticationCode, {
    subscribe: ({ args, context }: { args: { id: string }; context: Context }) =>
      watchAuthenticationCode(context, args.id),
    description: 'An authentication code each time its status changes; ends with COMPLETED, DENIED or EXPIRED.',
  })
  @Access({ requires: [Permission.MFA_READ] })
  authenticationCodeStatusChanged(
    @Root() code: MfaAuthenticationCode,
    @Arg('id', () => ID, { description: 'Authentication code id.' }) _id: string,
  ): AuthenticationCode {
    return ownedBy(code.userId, code);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who claimed it. Null before.' })
  async user(@Root() code: MfaAuthenticationCode, @Ctx() context: Context): Promise<User | null> {
    return code.userId === null ? null : readUser(context, code.userId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'QR code of `uri` as a PNG data URI, drawn by the gateway.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE] })
  async qrCode(@Root() { uri }: MfaAuthenticationCode): Promise<string | null> {
    return uri === null ? null : drawQrCode(uri, 'PNG');
  }

  @FieldResolver(() => Device, {
    nullable: true,
    description: 'Device that claimed it; see its `mobile` part. Null before.',
  })
  @Access({ requires: [Permission.MFA_READ] })
  async device(@Root() code: MfaAuthenticationCode): Promise<Device | null> {
    return code.device;
  }
}
