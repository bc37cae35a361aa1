// What a verification of any source has in common. What a source adds is in its own file; events are in verification-event.ts.
import { Field, ID, Int, InterfaceType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';
import { UpstreamState } from './shared.js';

export const VerificationSource = describedEnum('VerificationSource', 'Service that runs a verification.', {
  PINGONE_VERIFY: 'PingOne Verify.',
  MITEK: 'Mitek.',
});
export type VerificationSource = keyof typeof VerificationSource;

export const VerificationLifecycle = describedEnum(
  'VerificationLifecycle',
  'How far a verification has come. In brackets: what it is made from.',
  {
    CREATED: 'Recorded; the source has not confirmed it yet.',
    SENT: 'The person has not begun. (PingOne REQUESTED; Mitek SENT.)',
    IN_PROGRESS:
      'The person is at it, or checks run. (PingOne INITIATED, PARTIAL, IN_PROGRESS; Mitek: any callback that is not final.)',
    IN_REVIEW: 'People at the source look at it. (Mitek CONFIRMATION, or a document marked for manual review.)',
    FINISHED: 'Decided; see `decision`.',
    EXPIRED: 'Time ran out. (PingOne FAIL because the transaction timed out; Mitek EXPIRED, or past its end date.)',
    CANCELLED: 'Called off. (PingOne: deleted through the gateway; Mitek CANCELLED.)',
    ABANDONED: 'The person gave up. (Mitek ABANDONED.)',
    UNKNOWN: 'The source said something not known here. It never counts as approved.',
  },
);
export type VerificationLifecycle = keyof typeof VerificationLifecycle;

export const VerificationDecision = describedEnum(
  'VerificationDecision',
  'What came of a verification. In brackets: what it is made from.',
  {
    NONE: 'No decision, or none yet.',
    APPROVED: 'Passed. (PingOne SUCCESS; Mitek COMPLETED with PASS.)',
    APPROVED_MANUALLY:
      'A person let it pass. (PingOne APPROVED_MANUALLY, APPROVED_NO_REQUEST; Mitek COMPLETED with PASS and a reviewer on record.)',
    DENIED: 'Did not pass. (PingOne FAIL other than by time; Mitek COMPLETED with FAIL.)',
    DENIED_FRAUD: 'Did not pass, and fraud is suspected. (Mitek COMPLETED with FRAUD.)',
    NOT_REQUIRED: 'Nothing had to be checked; not an approval. (PingOne NOT_REQUIRED; Mitek BYPASSED.)',
  },
);
export type VerificationDecision = keyof typeof VerificationDecision;

export const VerificationAction = describedEnum(
  'VerificationAction',
  'Something that can be done with a verification. Each member stands for the mutation named in its text.',
  {
    APPROVE: 'approveVerifyTransaction.',
    DELETE: 'deleteVerifyTransaction.',
    SUBMIT_DOCUMENT: 'submitVerifyDocument.',
    UPDATE_DOCUMENT: 'updateVerifyDocument.',
    DELETE_DOCUMENT: 'deleteVerifyDocument.',
    PROCESS_DOCUMENTS: 'processVerifyDocuments.',
    REPLACE_SELFIE_BACKGROUND: 'replaceSelfieBackground.',
    REVEAL_VERIFIED_DATA: 'revealVerifiedData.',
    REDACT: 'redactVerification.',
  },
);
export type VerificationAction = keyof typeof VerificationAction;

@InterfaceType({
  description:
    "A check of a person's identity, whichever source runs it. How far it has come (`lifecycle`) and what came of it (`decision`) are\n" +
    'two things: only FINISHED has a decision other than NONE, and a finished check is not by itself an approved one.',
})
export abstract class Verification {
  @Field(() => ID, { description: 'Transaction id or journey id; unique over both sources.' })
  readonly id!: string;

  @Field(() => VerificationSource, { description: 'Which service runs it.' })
  readonly source!: VerificationSource;

  @Field(() => String, { nullable: true, description: "The caller's own id for it." })
  readonly reference!: string | null;

  @Field(() => VerificationLifecycle, { description: 'How far it has come.' })
  readonly lifecycle!: VerificationLifecycle;

  @Field(() => VerificationDecision, { description: 'What came of it.' })
  readonly decision!: VerificationDecision;

  @Field(() => Int, {
    description: 'Grows by one with each change of lifecycle, decision or upstream status and result.',
  })
  readonly version!: number;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  readonly updatedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends by itself if unfinished.' })
  readonly expiresAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it reached an end of any kind.' })
  readonly finishedAt!: Date | null;

  @Field(() => UpstreamState, { description: 'Status and result in the words of the source.' })
  readonly upstream!: UpstreamState;

  @Field(() => [VerificationAction], {
    description:
      "What can be done with it now, as far as its state goes; the caller's rights are checked apart from this. Any other action fails\n" +
      'with TRANSACTION_NOT_ACTIONABLE.',
  })
  readonly allowedActions!: readonly VerificationAction[];
}
