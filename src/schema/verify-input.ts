// What goes in to start or decide a transaction, and what comes back. The transaction itself is in verify-transaction.ts.
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { DateScalar, EmailAddressScalar, PhoneNumberScalar, UrlScalar } from './scalars.js';
import { UserError } from './shared.js';
import { VerifyTransaction } from './verify-transaction.js';

export const VerifyDeviceOsType = describedEnum('VerifyDeviceOsType', 'Where the person captures.', {
  MOBILE_WEB: 'Browser page, opened on a phone (or on a desktop, see `webVerificationUrl`).',
});
export type VerifyDeviceOsType = keyof typeof VerifyDeviceOsType;

@InputType({ description: 'Whom to send the link to.' })
export class VerifyNotificationInput {
  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Phone number for an SMS.' })
  readonly phone?: string | null;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'E-mail address.' })
  readonly email?: string | null;
}

@InputType({
  description:
    'What to compare the evidence with. Give one value where only that one is right, several where any of them will do.\n' +
    'Names, address and birth date are compared only if the policy checks an identity document.',
})
export class VerifyRequirementsInput {
  @Field(() => [String], { nullable: true, description: 'First name.' })
  readonly givenName?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Last name.' })
  readonly familyName?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Whole name.' })
  readonly name?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Postal address in one line.' })
  readonly address?: readonly string[] | null;

  @Field(() => [DateScalar], { nullable: true, description: 'Date of birth.' })
  readonly birthDate?: readonly string[] | null;

  @Field(() => [EmailAddressScalar], {
    nullable: true,
    description:
      'E-mail addresses: empty list, the person may type any; one, it is used and fixed; several, the person picks among masked ones.',
  })
  readonly emails?: readonly string[] | null;

  @Field(() => [PhoneNumberScalar], {
    nullable: true,
    description: 'Phone numbers to prove, for a policy that requires it.',
  })
  readonly phones?: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Picture of the face as Base64 JPEG, with or without the data URI prefix. Needed if the policy compares faces but takes no document.',
  })
  readonly referenceSelfie?: string | null;
}

@InputType({ description: 'Where the person goes after capture.' })
export class VerifyRedirectInput {
  @Field(() => UrlScalar, {
    description: 'Address, https only; where the deployment lists allowed origins, one of them.',
  })
  readonly url!: string;

  @Field(() => String, { nullable: true, description: 'Text shown before going there, at most 256 characters.' })
  readonly message?: string | null;
}

@InputType({ description: 'An HTTP header.' })
export class HttpHeaderInput {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => String, { description: 'Its value. It cannot be read back.' })
  readonly value!: string;
}

@InputType({
  description:
    "Where to be told of changes. The gateway keeps PingOne's callback for itself, reads the transaction again and then calls this\n" +
    'address; the body holds ids, lifecycle and decision and no personal data.',
})
export class VerifyCallbackInput {
  @Field(() => UrlScalar, {
    description: 'Address, https only; where the deployment lists allowed origins, one of them.',
  })
  readonly url!: string;

  @Field(() => [HttpHeaderInput], {
    nullable: true,
    description: 'Headers to send with it, such as a secret of yours.',
  })
  readonly headers?: readonly HttpHeaderInput[] | null;
}

@InputType({ description: 'A PingOne Verify transaction to start.' })
export class CreateVerifyTransactionInput {
  @Field(() => ID, { description: 'Whom to verify.' })
  readonly userId!: string;

  @Field(() => ID, { nullable: true, description: 'Policy that says what to check. Default: that of the environment.' })
  readonly verifyPolicyId?: string | null;

  @Field(() => VerifyDeviceOsType, {
    defaultValue: VerifyDeviceOsType.MOBILE_WEB,
    description: 'Where the person captures.',
  })
  readonly deviceOsType!: VerifyDeviceOsType;

  @Field(() => VerifyNotificationInput, {
    nullable: true,
    description: 'Send the link by SMS, by e-mail or by both. Default: send nothing.',
  })
  readonly notification?: VerifyNotificationInput | null;

  @Field(() => VerifyRequirementsInput, { nullable: true, description: 'What to compare the evidence with.' })
  readonly requirements?: VerifyRequirementsInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Challenge for apps that wait for the result, 1 to 100 characters. Default: a random one.',
  })
  readonly challenge?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Your own unique id, 1 to 100 letters, digits and dashes. Default: a random one.',
  })
  readonly reference?: string | null;

  @Field(() => VerifyRedirectInput, { nullable: true, description: 'Where the person goes after capture.' })
  readonly redirect?: VerifyRedirectInput | null;

  @Field(() => VerifyCallbackInput, { nullable: true, description: 'Where to be told of changes.' })
  readonly callback?: VerifyCallbackInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'Answer of createVerifyTransaction.' })
export class CreateVerifyTransactionPayload {
  @Field(() => VerifyTransaction, { nullable: true, description: 'The new transaction.' })
  readonly verifyTransaction!: VerifyTransaction | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

export const ManualApproval = describedEnum('ManualApproval', 'Kind of manual approval.', {
  APPROVED_MANUALLY: 'Approved on what was collected.',
  APPROVED_NO_REQUEST: 'Approved without collecting anything.',
});
export type ManualApproval = keyof typeof ManualApproval;

@InputType({ description: 'A decision by hand.' })
export class ApproveVerifyTransactionInput {
  @Field(() => ID, { description: 'Transaction id.' })
  readonly transactionId!: string;

  @Field(() => ID, { nullable: true, description: 'Its user. Needed only if it was not created through this gateway.' })
  readonly userId?: string | null;

  @Field(() => ManualApproval, {
    defaultValue: ManualApproval.APPROVED_MANUALLY,
    description: 'Which kind of approval to record.',
  })
  readonly status!: ManualApproval;

  @Field(() => String, { description: 'Why, for the audit log; 3 to 500 characters.' })
  readonly reason!: string;
}

@ObjectType({ description: 'Answer of approveVerifyTransaction.' })
export class ApproveVerifyTransactionPayload {
  @Field(() => VerifyTransaction, { nullable: true, description: 'The transaction, decided.' })
  readonly verifyTransaction!: VerifyTransaction | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A transaction to delete.' })
export class DeleteVerifyTransactionInput {
  @Field(() => ID, { description: 'Transaction id.' })
  readonly transactionId!: string;

  @Field(() => ID, { nullable: true, description: 'Its user. Needed only if it was not created through this gateway.' })
  readonly userId?: string | null;
}

@ObjectType({ description: 'Answer of deleteVerifyTransaction.' })
export class DeleteVerifyTransactionPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the deleted transaction.' })
  readonly deletedTransactionId!: string | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
