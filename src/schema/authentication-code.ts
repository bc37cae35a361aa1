// Authentication codes, with which users sign on by means of a mobile app: read, made and deleted.
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { MobileApplication } from './device-mobile.js';
import { DateTimeScalar, JsonObjectScalar } from './scalars.js';
import { TimeSpan, TimeSpanInput, UpstreamFailure, UserError } from './shared.js';

export const AuthenticationCodeStatus = describedEnum(
  'AuthenticationCodeStatus',
  'Where an authentication code stands.',
  {
    UNCLAIMED: 'Not scanned yet.',
    CLAIMED: 'Scanned; approval may be awaited.',
    COMPLETED: 'Done; the user has signed on.',
    DENIED: 'The user refused.',
    EXPIRED: 'Time ran out.',
    UNKNOWN: 'A status this schema has no name for.',
  },
);
export type AuthenticationCodeStatus = keyof typeof AuthenticationCodeStatus;

export const UserApproval = describedEnum('UserApproval', 'Whether a user must approve after scanning a code.', {
  REQUIRED: 'The user must approve.',
  NOT_REQUIRED: 'Scanning is enough.',
  UNKNOWN: 'A value this schema has no name for.',
});
export type UserApproval = keyof typeof UserApproval;

@ObjectType({ description: 'A single-use code with which a user signs on by means of a mobile app.' })
export class AuthenticationCode {
  @Field(() => ID, { description: 'Authentication code id.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'The code, to be typed in the app.' })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE] })
  readonly code!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code as a link that opens the app. It need not be a web address.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MFA_WRITE] })
  readonly uri!: string | null;

  @Field(() => AuthenticationCodeStatus, { description: 'Where it stands.' })
  readonly status!: AuthenticationCodeStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;

  @Field(() => UserApproval, { description: 'Whether the user must approve after scanning.' })
  readonly userApproval!: UserApproval;

  @Field(() => String, { nullable: true, description: '`userApproval` in upstream text.' })
  readonly userApprovalRaw!: string | null;

  @Field(() => MobileApplication, { nullable: true, description: 'Application that may claim it.' })
  readonly application!: MobileApplication | null;

  @Field(() => TimeSpan, { nullable: true, description: 'How long it is good for.' })
  readonly lifeTime!: TimeSpan | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: 'Facts shown in the app.' })
  readonly clientContext!: Readonly<Record<string, unknown>> | null;

  @Field(() => UpstreamFailure, { nullable: true, description: 'Why it failed.' })
  readonly error!: UpstreamFailure | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  readonly updatedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops working.' })
  readonly expiresAt!: Date | null;
}

@InputType({ description: 'An authentication code to make.' })
export class CreateAuthenticationCodeInput {
  @Field(() => ID, { description: 'Native application that may claim it.' })
  readonly applicationId!: string;

  @Field(() => TimeSpanInput, {
    nullable: true,
    description: 'How long it is good for, 10 seconds to 30 minutes. Default: 1 minute.',
  })
  readonly lifeTime?: TimeSpanInput | null;

  @Field(() => UserApproval, {
    defaultValue: UserApproval.REQUIRED,
    description: 'Whether the user must approve after scanning.',
  })
  readonly userApproval!: UserApproval;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'Facts to show in the app; names to texts or numbers.',
  })
  readonly clientContext?: Readonly<Record<string, unknown>> | null;

  @Field(() => String, {
    nullable: true,
    description: 'Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'Answer of createAuthenticationCode.' })
export class CreateAuthenticationCodePayload {
  @Field(() => AuthenticationCode, { nullable: true, description: 'The new code.' })
  readonly authenticationCode!: AuthenticationCode | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'An authentication code to delete.' })
export class DeleteAuthenticationCodeInput {
  @Field(() => ID, { description: 'Authentication code id.' })
  readonly authenticationCodeId!: string;
}

@ObjectType({ description: 'Answer of deleteAuthenticationCode.' })
export class DeleteAuthenticationCodePayload {
  @Field(() => ID, { nullable: true, description: 'Id of the deleted code.' })
  readonly deletedAuthenticationCodeId!: string | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
