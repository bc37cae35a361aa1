// The PingOne Verify transaction and pages of them. Its parts are in verify-check.ts and verify-request.ts, its findings in verified-data.ts and metadata.ts.
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';
import { PageInfo, UpstreamState } from './shared.js';
import { Verification, VerificationAction, VerificationSource } from './verification.js';

export const QrCodeFormat = describedEnum('QrCodeFormat', 'Form of a QR picture.', {
  PNG: 'PNG.',
  SVG: 'SVG.',
});
export type QrCodeFormat = keyof typeof QrCodeFormat;

export const EvidenceState = describedEnum('EvidenceState', 'Whether the evidence of a transaction can be read.', {
  NONE: 'Nothing was handed in so far.',
  AVAILABLE: 'It can be read until `verifiedDataExpiresAt`.',
  DELETED: 'PingOne deleted it at the end of its retention, or it was erased on request.',
});
export type EvidenceState = keyof typeof EvidenceState;

export const VerifyTransactionStatus = describedEnum('VerifyTransactionStatus', "PingOne's status of a transaction.", {
  REQUESTED: 'Created; the person has not begun.',
  INITIATED: 'The person has begun.',
  IN_PROGRESS: 'Evidence is in and being checked.',
  PARTIAL: 'Some steps are done, others are not.',
  SUCCESS: 'All required checks passed.',
  FAIL: 'Failed: a check did not pass, the evidence was no good, or time ran out.',
  APPROVED_MANUALLY: 'An operator approved it after collection had begun.',
  APPROVED_NO_REQUEST: 'An operator approved it before anything was collected.',
  NOT_REQUIRED: 'Nothing had to be verified.',
  UNKNOWN: 'A status this schema has no name for; see `upstream.rawStatus`.',
});
export type VerifyTransactionStatus = keyof typeof VerifyTransactionStatus;

@ObjectType({
  implements: Verification,
  description:
    'An identity verification run by PingOne Verify. PingOne deletes what was collected and verified about 30 minutes after the\n' +
    'decision; the record, its status and its metadata stay.',
})
export class VerifyTransaction extends Verification {
  @Field(() => ID, { description: 'PingOne transaction id.' })
  override readonly id!: string;

  @Field(() => VerificationSource, { description: 'Always PINGONE_VERIFY.' })
  override readonly source!: VerificationSource;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it times out. Checks on evidence that is already complete may run past it.',
  })
  override readonly expiresAt!: Date | null;

  @Field(() => UpstreamState, { description: "Status in PingOne's words." })
  override readonly upstream!: UpstreamState;

  @Field(() => [VerificationAction], { description: 'What can be done with it now, as far as its state goes.' })
  override readonly allowedActions!: readonly VerificationAction[];

  @Field(() => VerifyTransactionStatus, {
    description: "PingOne's own status. A timed-out transaction is FAIL here and EXPIRED in `lifecycle`.",
  })
  readonly status!: VerifyTransactionStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Challenge for apps that wait for the result; given by the caller or made by the gateway.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  readonly challenge!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When personal data was erased on request.' })
  readonly redactedAt!: Date | null;
}

@ObjectType({ description: 'A transaction and its cursor.' })
export class VerifyTransactionEdge {
  @Field(() => VerifyTransaction, { description: 'The transaction.' })
  readonly node!: VerifyTransaction;

  @Field(() => String, { description: 'Its cursor.' })
  readonly cursor!: string;
}

@ObjectType({ description: 'A page of PingOne Verify transactions.' })
export class VerifyTransactionConnection {
  @Field(() => [VerifyTransactionEdge], { description: 'Transactions with their cursors.' })
  readonly edges!: readonly VerifyTransactionEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { nullable: true, description: 'How many there are in all, where the source tells.' })
  readonly totalCount!: number | null;
}
