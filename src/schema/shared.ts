// Types that several domains share: user errors, spans of time, pages, upstream texts, actors. No domain of its own.
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';

export const UserErrorCode = describedEnum('UserErrorCode', 'What went wrong, in terms of what can be mended.', {
  INVALID_VALUE: 'The value is malformed or not among those allowed.',
  REQUIRED_VALUE: 'A value is needed here.',
  OUT_OF_RANGE: 'The number, length or date is outside its limits.',
  SIZE_LIMIT_EXCEEDED: 'The text, picture or sound is too big.',
  UNIQUENESS_VIOLATION: 'Another record already has this value.',
  NOT_FOUND: 'No such record, or none that the caller may touch.',
  IDEMPOTENCY_CONFLICT: 'The same idempotency key was used before with other input.',
  OPERATION_NOT_CONFIGURED: 'This deployment has not set up the operation.',
  ACCOUNT_NOT_USABLE: "The user's account is disabled or locked.",
  INVALID_OTP: 'The passcode is wrong.',
  EXTRA_OTP_REQUIRED: 'The token has drifted; send the next passcode it shows as well.',
  OTP_ATTEMPTS_EXCEEDED: 'Too many wrong passcodes; see `retryAt`.',
  NOTIFICATION_LIMIT_EXCEEDED: 'Too many messages were sent to this contact; see `retryAt`.',
  NOTIFICATION_CONTENT_MISSING: 'There is no message text for this template, variant and locale.',
  DEVICE_LIMIT_REACHED: 'The user has as many devices, or as many waiting for activation, as allowed.',
  NO_USABLE_DEVICES: 'The user has no device that can be used here.',
  DEVICE_TYPE_NOT_ALLOWED: 'The policy does not allow this type of device.',
  DEVICE_BLOCKED: 'An operator has blocked the device.',
  DEVICE_LOCKED: 'The device is locked after failures; see `retryAt`.',
  DEVICE_NOT_ACTIONABLE: 'The device is not in the state this needs, for example it is active already.',
  INVALID_ASSERTION: 'The FIDO or desktop answer does not fit the challenge, the origin or the credential.',
  MFA_DISABLED: 'MFA is turned off for the user.',
  DEVICE_AUTHENTICATION_POLICY_NOT_FOUND: 'No such device authentication policy.',
  DEVICE_AUTHENTICATION_NOT_ACTIONABLE: 'The device authentication has ended or waits for another step.',
  PAIRING_KEY_LIMIT_REACHED: 'The user has as many valid pairing keys as allowed.',
  PAIRING_KEY_NOT_ACTIONABLE: 'The pairing key was claimed or has failed.',
  APPLICATION_NOT_FOUND: 'No such application, or it is not set up for mobile MFA.',
  VERIFY_POLICY_NOT_FOUND: 'No such verify policy.',
  REFERENCE_SELFIE_REQUIRED: 'The policy compares faces without a document, so it needs a reference selfie.',
  TRANSACTION_NOT_ACTIONABLE:
    'The state of the verification does not allow this, or its source has no such action; see `allowedActions`.',
  DOCUMENT_TYPE_NOT_ACCEPTED: "The transaction's policy does not take this kind of evidence.",
  DOCUMENTS_MISSING: 'Evidence that the policy requires is missing.',
  VERIFIED_DATA_EXPIRED: 'The data is past its retention time.',
  JOURNEY_SCOPE_CONFLICT:
    '`useDefaults` and `scope` were both given, or neither, or parts of the scope contradict each other.',
  DELIVERY_UNCERTAIN:
    'The source did not answer in time, so it may or may not have started. Do not try again before looking at the journey.',
});
export type UserErrorCode = keyof typeof UserErrorCode;

@ObjectType({ description: 'Something in the input that a person or the client can put right.' })
export class UserError {
  @Field(() => UserErrorCode, { description: 'Stable code to branch on.' })
  readonly code!: UserErrorCode;

  @Field(() => String, { description: 'Plain sentence for developers; show your own text to people.' })
  readonly message!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Path of the input field at fault, such as `["input", "phone"]`.',
  })
  readonly field!: readonly string[] | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Earliest time at which trying again can succeed, where waiting is the cure.',
  })
  readonly retryAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The limit that was reached, where there is a number, such as the most devices a user may have.',
  })
  readonly limit!: number | null;
}

export const TimeUnit = describedEnum('TimeUnit', 'Unit of time.', {
  SECONDS: 'Seconds.',
  MINUTES: 'Minutes.',
  HOURS: 'Hours.',
  DAYS: 'Days.',
  UNKNOWN: 'A unit this schema has no name for.',
});
export type TimeUnit = keyof typeof TimeUnit;

@ObjectType({ description: 'A length of time, as the source states it.' })
export class TimeSpan {
  @Field(() => Int, { description: 'How many units.' })
  readonly duration!: number;

  @Field(() => TimeUnit, { description: 'The unit.' })
  readonly timeUnit!: TimeUnit;

  @Field(() => String, { nullable: true, description: 'The unit in upstream text.' })
  readonly timeUnitRaw!: string | null;
}

@ObjectType({ description: 'Where a page lies in its list. Paging runs forward.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether this is not the first page.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item of the page.' })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item of the page; pass it as `after`.' })
  readonly endCursor!: string | null;
}

@ObjectType({ description: 'What upstream said, word for word.' })
export class UpstreamState {
  @Field(() => String, { nullable: true, description: 'Status text of the source.' })
  readonly rawStatus!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Result text of the source, where it has one apart from the status.',
  })
  readonly rawResult!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the gateway got it.' })
  readonly receivedAt!: Date | null;
}

export const ActorKind = describedEnum('ActorKind', 'Sort of caller.', {
  END_USER: 'End user.',
  OPERATOR: 'Member of staff.',
  SERVICE: 'Server-side application.',
  GATEWAY: 'The gateway itself.',
  UPSTREAM: 'PingOne or Mitek.',
});
export type ActorKind = keyof typeof ActorKind;

@ObjectType({ description: 'Who did something.' })
export class Actor {
  @Field(() => ID, { description: 'User id, client id or operator id.' })
  readonly id!: string;

  @Field(() => ActorKind, { description: 'What sort of caller it is.' })
  readonly kind!: ActorKind;

  @Field(() => String, { nullable: true, description: 'Name to show.' })
  @Pii(PiiKind.NAME, { requires: [Permission.AUDIT_READ] })
  readonly displayName!: string | null;
}

@ObjectType({ description: 'Code and text of a failure that the source put on a record.' })
export class UpstreamFailure {
  @Field(() => String, { nullable: true, description: 'Upstream code, such as `NO_USABLE_DEVICES`.' })
  readonly code!: string | null;

  @Field(() => String, { nullable: true, description: 'Upstream text for developers.' })
  readonly message!: string | null;
}

@InputType({ description: 'A length of time.' })
export class TimeSpanInput {
  @Field(() => Int, { description: 'How many units.' })
  readonly duration!: number;

  @Field(() => TimeUnit, { defaultValue: TimeUnit.SECONDS, description: 'The unit.' })
  readonly timeUnit!: TimeUnit;
}

@InputType({ description: 'A period of time.' })
export class DateTimeRangeInput {
  @Field(() => DateTimeScalar, { description: 'Start, included.' })
  readonly from!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'End, not included. Default: now.' })
  readonly to?: Date | null;
}
