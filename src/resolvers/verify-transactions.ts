// Answers PingOne Verify transactions: read, start, decide, watch.
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Ctx,
  FieldResolver,
  ID,
  Info,
  type Maybe,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Access, Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { GovernmentIdData } from '../schema/government-id.js';
import { MetadataType, VerificationMetadata } from '../schema/metadata.js';
import { DateTimeScalar, UrlScalar } from '../schema/scalars.js';
import { User } from '../schema/user.js';
import { VerificationStatusEvent } from '../schema/verification-event.js';
import { VerifiedData, VerifiedDataAttempt, VerifiedDataType } from '../schema/verified-data.js';
import {
  ReplaceSelfieBackgroundInput,
  ReplaceSelfieBackgroundPayload,
  RevealVerifiedDataInput,
  RevealVerifiedDataPayload,
} from '../schema/verified-data-input.js';
import { VerifiedDocument, VerifyCheck } from '../schema/verify-check.js';
import {
  ApproveVerifyTransactionInput,
  ApproveVerifyTransactionPayload,
  CreateVerifyTransactionInput,
  CreateVerifyTransactionPayload,
  DeleteVerifyTransactionInput,
  DeleteVerifyTransactionPayload,
} from '../schema/verify-input.js';
import { VerifyPolicy } from '../schema/verify-policy.js';
import { VerifyCallback, VerifyNotifications, VerifyRedirect, VerifyRequirements } from '../schema/verify-request.js';
import { EvidenceState, QrCodeFormat, VerifyTransaction } from '../schema/verify-transaction.js';
import { approveTransaction } from './approve-transaction.js';
import type { Context } from './context.js';
import { createTransaction } from './create-transaction.js';
import { deleteTransaction } from './delete-transaction.js';
import { readEvidenceEnd, readEvidenceState } from './evidence-state.js';
import { orAll } from './list-filters.js';
import { drawQrCode, forDesktop } from './qr-code.js';
import { readLatest, readMetadata, readVerifiedData } from './read-evidence.js';
import { findOwnTransaction, readTransaction, transactionOf } from './read-transaction.js';
import { replaceBackground } from './replace-background.js';
import { revealVerifiedData } from './reveal-verified-data.js';
import { statusEvents } from './status-events.js';
import { type TransactionNode, userOf } from './verification-nodes.js';

/** PingOne Verify transactions. */
@Resolver(() => VerifyTransaction)
export class VerifyTransactionResolver {
  @Query(() => VerifyTransaction, { nullable: true, description: 'One PingOne Verify transaction.' })
  @Access({ requires: [Permission.VERIFY_READ], owner: 'record' })
  async verifyTransaction(
    @Arg('id', () => ID, { description: 'Transaction id.' }) id: string,
    @Arg('userId', () => ID, {
      nullable: true,
      description: 'Its user. Needed only for a transaction that was not created through this gateway.',
    })
    userId: Maybe<string>,
    @Ctx() context: Context,
  ): Promise<VerifyTransaction | null> {
    return readTransaction(context, id, userId ?? null);
  }

  @Mutation(() => CreateVerifyTransactionPayload, {
    description:
      'Starts an identity verification in PingOne Verify. End users may start one for themselves, but `requirements`, `callback` and\n' +
      '`notification` are for callers holding VERIFY_WRITE.',
  })
  @Access({ requires: [Permission.VERIFY_WRITE], owner: 'input.userId' })
  async createVerifyTransaction(
    @Arg('input', () => CreateVerifyTransactionInput, { description: 'What to verify, and how.' })
    input: CreateVerifyTransactionInput,
    @Ctx() context: Context,
  ): Promise<CreateVerifyTransactionPayload> {
    return createTransaction(context, input);
  }

  @Mutation(() => ApproveVerifyTransactionPayload, {
    description: 'Decides a transaction by hand. Possible while it is in progress or after it failed.',
  })
  @Access({ requires: [Permission.VERIFY_APPROVE] })
  async approveVerifyTransaction(
    @Arg('input', () => ApproveVerifyTransactionInput, { description: 'Which transaction, and why.' })
    input: ApproveVerifyTransactionInput,
    @Ctx() context: Context,
  ): Promise<ApproveVerifyTransactionPayload> {
    return approveTransaction(context, input);
  }

  @Subscription(() => VerificationStatusEvent, {
    subscribe: async ({ args, context }: { args: { id: string; after?: Maybe<string> }; context: Context }) => {
      const record = await findOwnTransaction(context, args.id);
      return statusEvents(context, args.after, (after) => context.services.watching.watchOne(record, after));
    },
    description: 'Each change of one PingOne Verify transaction; ends after the final one.',
  })
  @Access({ requires: [Permission.VERIFY_READ], owner: 'record' })
  verifyTransactionStatusChanged(
    @Root() event: VerificationStatusEvent,
    @Arg('id', () => ID, { description: 'Transaction id; it must be one the gateway tracks.' }) _id: string,
    @Arg('after', () => String, { nullable: true, description: '`cursor` of the last event already seen.' })
    _after: Maybe<string>,
  ): VerificationStatusEvent {
    return event;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whom it is about.' })
  async user(@Root() transaction: TransactionNode, @Ctx() context: Context): Promise<User | null> {
    return userOf(transaction.record, context);
  }

  @FieldResolver(() => VerifyPolicy, { nullable: true, description: 'Policy it runs under. Null on old records.' })
  async verifyPolicy(@Root() transaction: TransactionNode, @Ctx() context: Context): Promise<VerifyPolicy | null> {
    return transaction.record.verifyPolicyId === null
      ? null
      : context.loaders.policy.load(transaction.record.verifyPolicyId);
  }

  @FieldResolver(() => [VerifyCheck], { description: 'Status of each check the policy asks for.' })
  async statusDetails(@Root() transaction: TransactionNode, @Ctx() context: Context): Promise<readonly VerifyCheck[]> {
    return (await transactionOf(transaction, context))?.checks ?? [];
  }

  @FieldResolver(() => [String], { nullable: true, description: 'Texts from the checking provider about a failure.' })
  @Access({ requires: [Permission.VERIFY_READ] })
  async providerMessages(
    @Root() transaction: TransactionNode,
    @Ctx() context: Context,
  ): Promise<readonly string[] | null> {
    return (await transactionOf(transaction, context))?.providerMessages ?? null;
  }

  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description: 'Address of a QR picture at PingOne. Null once the transaction has ended.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  async qrUrl(@Root() transaction: TransactionNode, @Ctx() context: Context): Promise<string | null> {
    return (await transactionOf(transaction, context))?.qrUrl ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'QR code of `webVerificationUrl` as a data URI, drawn by the gateway. Null once the transaction has ended.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  async qrCode(
    @Root() transaction: TransactionNode,
    @Arg('format', () => QrCodeFormat, { defaultValue: QrCodeFormat.PNG, description: 'Picture format.' })
    format: QrCodeFormat,
    @Ctx() context: Context,
  ): Promise<string | null> {
    const url = (await transactionOf(transaction, context))?.webVerificationUrl ?? null;
    return url === null ? null : drawQrCode(url, format);
  }

  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description: 'Page on which the person captures document and face. Null once the transaction has ended.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  async webVerificationUrl(
    @Root() transaction: TransactionNode,
    @Arg('desktop', () => Boolean, {
      defaultValue: false,
      description: 'True: let laptops and desktops capture too, in place of showing a QR code.',
    })
    desktop: boolean,
    @Ctx() context: Context,
  ): Promise<string | null> {
    const url = (await transactionOf(transaction, context))?.webVerificationUrl ?? null;
    return url !== null && desktop ? forDesktop(url) : url;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Code shown on both screens so that the person can compare; digits with leading zeros.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  async webVerificationCode(@Root() transaction: TransactionNode, @Ctx() context: Context): Promise<string | null> {
    return (await transactionOf(transaction, context))?.webVerificationCode ?? null;
  }

  @FieldResolver(() => [VerifiedDocument], { description: 'Kinds of document that passed.' })
  async verifiedDocuments(
    @Root() transaction: TransactionNode,
    @Ctx() context: Context,
  ): Promise<readonly VerifiedDocument[]> {
    return (await transactionOf(transaction, context))?.verifiedDocuments ?? [];
  }

  @FieldResolver(() => VerifyRequirements, {
    nullable: true,
    description: 'Data the caller asked to compare with. Null if none was given.',
  })
  async requirements(
    @Root() transaction: TransactionNode,
    @Ctx() context: Context,
  ): Promise<VerifyRequirements | null> {
    return (await transactionOf(transaction, context))?.requirements ?? null;
  }

  @FieldResolver(() => VerifyRedirect, { nullable: true, description: 'Where the person goes after capture.' })
  async redirect(@Root() transaction: TransactionNode, @Ctx() context: Context): Promise<VerifyRedirect | null> {
    const { redirectUrl, redirectMessage } = transaction.record;
    if (redirectUrl !== null) return { url: redirectUrl, message: redirectMessage };
    return (await transactionOf(transaction, context))?.redirect ?? null;
  }

  @FieldResolver(() => VerifyCallback, { nullable: true, description: 'Where the caller is told of changes.' })
  async callback(@Root() transaction: TransactionNode): Promise<VerifyCallback | null> {
    const { callbackUrl, callbackHeaderNames } = transaction.record;
    return callbackUrl === null ? null : { url: callbackUrl, headerNames: callbackHeaderNames };
  }

  @FieldResolver(() => VerifyNotifications, {
    nullable: true,
    description: 'Messages with the link that PingOne sent.',
  })
  async notifications(
    @Root() transaction: TransactionNode,
    @Ctx() context: Context,
  ): Promise<VerifyNotifications | null> {
    return (await transactionOf(transaction, context))?.notifications ?? null;
  }

  @FieldResolver(() => EvidenceState, {
    description:
      'Whether evidence can be read now. Tells evidence that was never given apart from evidence that is gone.',
  })
  async evidence(@Root() { record }: TransactionNode, @Ctx() context: Context): Promise<EvidenceState> {
    return readEvidenceState(context, record);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When PingOne deletes documents and verified data, or deleted them; null while it is not known.',
  })
  async verifiedDataExpiresAt(@Root() { record }: TransactionNode, @Ctx() context: Context): Promise<Date | null> {
    return readEvidenceEnd(context, record);
  }

  @FieldResolver(() => [VerifiedData], {
    nullable: true,
    description:
      'Verified data. Empty if there is none or it was deleted; `evidence` tells which. Content is fetched only when a content field is asked for.',
  })
  @Access({ requires: [Permission.VERIFY_READ], owner: true })
  async verifiedData(
    @Root() transaction: TransactionNode,
    @Arg('types', () => [VerifiedDataType], {
      nullable: true,
      description: 'Only these types. Default, and for an empty list: all.',
    })
    types: Maybe<readonly VerifiedDataType[]>,
    @Arg('attempt', () => VerifiedDataAttempt, {
      defaultValue: VerifiedDataAttempt.LATEST,
      description: 'Which attempts. With ALL, each attempt is an item of its own.',
    })
    attempt: VerifiedDataAttempt,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly VerifiedData[] | null> {
    return readVerifiedData(context, transaction.record, { types: orAll(types), attempt }, info);
  }

  @FieldResolver(() => [VerificationMetadata], {
    nullable: true,
    description: 'What each check measured. For staff and services; it would tell an impostor what to improve.',
  })
  @Access({ requires: [Permission.VERIFY_READ] })
  async metadata(
    @Root() transaction: TransactionNode,
    @Arg('types', () => [MetadataType], {
      nullable: true,
      description: 'Only these types. Default, and for an empty list: all.',
    })
    types: Maybe<readonly MetadataType[]>,
    @Arg('includePreviousAttempts', () => Boolean, {
      defaultValue: false,
      description: 'True: also those of earlier attempts.',
    })
    includePreviousAttempts: boolean,
    @Ctx() context: Context,
  ): Promise<readonly VerificationMetadata[] | null> {
    return readMetadata(context, transaction.record, { types: orAll(types), includePreviousAttempts });
  }

  @FieldResolver(() => GovernmentIdData, {
    nullable: true,
    description:
      'Data read off the identity document, in the flat form of older flows. Same content as `governmentId`.',
  })
  @Access({ requires: [Permission.VERIFY_READ], owner: true })
  async verifiedUserData(
    @Root() { record }: TransactionNode,
    @Ctx() context: Context,
  ): Promise<GovernmentIdData | null> {
    return (await readLatest(context, record, 'GOVERNMENT_ID'))?.governmentId ?? null;
  }

  @FieldResolver(() => VerifiedData, {
    nullable: true,
    description: 'Data of the identity document, last attempt. Null if there is none or it was deleted.',
  })
  @Access({ requires: [Permission.VERIFY_READ], owner: true })
  async governmentId(@Root() { record }: TransactionNode, @Ctx() context: Context): Promise<VerifiedData | null> {
    return readLatest(context, record, 'GOVERNMENT_ID');
  }

  @FieldResolver(() => VerifiedData, {
    nullable: true,
    description: 'Selfie, last attempt. Null if there is none or it was deleted.',
  })
  @Access({ requires: [Permission.VERIFY_READ], owner: true })
  async selfie(@Root() { record }: TransactionNode, @Ctx() context: Context): Promise<VerifiedData | null> {
    return readLatest(context, record, 'SELFIE');
  }

  @Mutation(() => DeleteVerifyTransactionPayload, {
    description: 'Deletes a transaction at PingOne. The gateway keeps its timeline, without personal data.',
  })
  @Access({ requires: [Permission.VERIFY_WRITE] })
  async deleteVerifyTransaction(
    @Arg('input', () => DeleteVerifyTransactionInput, { description: 'Which transaction.' })
    input: DeleteVerifyTransactionInput,
    @Ctx() context: Context,
  ): Promise<DeleteVerifyTransactionPayload> {
    return deleteTransaction(context, input);
  }

  @Mutation(() => RevealVerifiedDataPayload, {
    description:
      'Reads verified data of one transaction and records the stated reason in the audit log. Inside its payload the personal fields are\n' +
      'readable with PII_REVEAL alone. Data read by a query is audited too, but without a reason.',
  })
  @Access({ requires: [Permission.VERIFY_READ, Permission.PII_REVEAL] })
  async revealVerifiedData(
    @Arg('input', () => RevealVerifiedDataInput, { description: 'What to read, and why.' })
    input: RevealVerifiedDataInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RevealVerifiedDataPayload> {
    return revealVerifiedData(context, input, info);
  }

  @Mutation(() => ReplaceSelfieBackgroundPayload, {
    description:
      'Makes a copy of the verified selfie with a plain background. Possible once the transaction is decided.',
  })
  @Access({ requires: [Permission.VERIFY_WRITE, Permission.PII_READ], owner: 'record' })
  async replaceSelfieBackground(
    @Arg('input', () => ReplaceSelfieBackgroundInput, { description: 'Selfie, colour and shape.' })
    input: ReplaceSelfieBackgroundInput,
    @Ctx() context: Context,
  ): Promise<ReplaceSelfieBackgroundPayload> {
    return replaceBackground(context, input);
  }
}
