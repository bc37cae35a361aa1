// Answers PingOne Verify transactions: read, start, decide, watch.
import { Arg, FieldResolver, ID, type Maybe, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Access, Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { MetadataType, VerificationMetadata } from '../schema/metadata.js';
import { DateTimeScalar, UrlScalar } from '../schema/scalars.js';
import { User } from '../schema/user.js';
import { VerificationStatusEvent } from '../schema/verification-event.js';
import { VerifiedData, VerifiedDataAttempt, VerifiedDataType } from '../schema/verified-data.js';
import { VerifiedDocument, VerifyCheck } from '../schema/verify-check.js';
import {
  ApproveVerifyTransactionInput,
  ApproveVerifyTransactionPayload,
  CreateVerifyTransactionInput,
  CreateVerifyTransactionPayload,
} from '../schema/verify-input.js';
import { VerifyPolicy } from '../schema/verify-policy.js';
import { VerifyCallback, VerifyNotifications, VerifyRedirect, VerifyRequirements } from '../schema/verify-request.js';
import { EvidenceState, QrCodeFormat, VerifyTransaction } from '../schema/verify-transaction.js';
import { notWired } from './not-wired.js';

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
  ): Promise<VerifyTransaction | null> {
    return notWired(id, userId);
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
  ): Promise<CreateVerifyTransactionPayload> {
    return notWired(input);
  }

  @Mutation(() => ApproveVerifyTransactionPayload, {
    description: 'Decides a transaction by hand. Possible while it is in progress or after it failed.',
  })
  @Access({ requires: [Permission.VERIFY_APPROVE] })
  async approveVerifyTransaction(
    @Arg('input', () => ApproveVerifyTransactionInput, { description: 'Which transaction, and why.' })
    input: ApproveVerifyTransactionInput,
  ): Promise<ApproveVerifyTransactionPayload> {
    return notWired(input);
  }

  @Subscription(() => VerificationStatusEvent, {
    subscribe: () => notWired(),
    description: 'Each change of one PingOne Verify transaction; ends after the final one.',
  })
  @Access({ requires: [Permission.VERIFY_READ], owner: 'record' })
  verifyTransactionStatusChanged(
    @Root() event: VerificationStatusEvent,
    @Arg('id', () => ID, { description: 'Transaction id; it must be one the gateway tracks.' }) id: string,
    @Arg('after', () => String, { nullable: true, description: '`cursor` of the last event already seen.' })
    after: Maybe<string>,
  ): VerificationStatusEvent {
    return notWired(event, id, after);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whom it is about.' })
  async user(@Root() transaction: VerifyTransaction): Promise<User | null> {
    return notWired(transaction);
  }

  @FieldResolver(() => VerifyPolicy, { nullable: true, description: 'Policy it runs under. Null on old records.' })
  async verifyPolicy(@Root() transaction: VerifyTransaction): Promise<VerifyPolicy | null> {
    return notWired(transaction);
  }

  @FieldResolver(() => [VerifyCheck], { description: 'Status of each check the policy asks for.' })
  async statusDetails(@Root() transaction: VerifyTransaction): Promise<readonly VerifyCheck[]> {
    return notWired(transaction);
  }

  @FieldResolver(() => [String], { nullable: true, description: 'Texts from the checking provider about a failure.' })
  @Access({ requires: [Permission.VERIFY_READ] })
  async providerMessages(@Root() transaction: VerifyTransaction): Promise<readonly string[] | null> {
    return notWired(transaction);
  }

  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description: 'Address of a QR picture at PingOne. Null once the transaction has ended.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  async qrUrl(@Root() transaction: VerifyTransaction): Promise<string | null> {
    return notWired(transaction);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'QR code of `webVerificationUrl` as a data URI, drawn by the gateway. Null once the transaction has ended.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  async qrCode(
    @Root() transaction: VerifyTransaction,
    @Arg('format', () => QrCodeFormat, { defaultValue: QrCodeFormat.PNG, description: 'Picture format.' })
    format: QrCodeFormat,
  ): Promise<string | null> {
    return notWired(transaction, format);
  }

  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description: 'Page on which the person captures document and face. Null once the transaction has ended.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  async webVerificationUrl(
    @Root() transaction: VerifyTransaction,
    @Arg('desktop', () => Boolean, {
      defaultValue: false,
      description: 'True: let laptops and desktops capture too, in place of showing a QR code.',
    })
    desktop: boolean,
  ): Promise<string | null> {
    return notWired(transaction, desktop);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Code shown on both screens so that the person can compare; digits with leading zeros.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  async webVerificationCode(@Root() transaction: VerifyTransaction): Promise<string | null> {
    return notWired(transaction);
  }

  @FieldResolver(() => [VerifiedDocument], { description: 'Kinds of document that passed.' })
  async verifiedDocuments(@Root() transaction: VerifyTransaction): Promise<readonly VerifiedDocument[]> {
    return notWired(transaction);
  }

  @FieldResolver(() => VerifyRequirements, {
    nullable: true,
    description: 'Data the caller asked to compare with. Null if none was given.',
  })
  async requirements(@Root() transaction: VerifyTransaction): Promise<VerifyRequirements | null> {
    return notWired(transaction);
  }

  @FieldResolver(() => VerifyRedirect, { nullable: true, description: 'Where the person goes after capture.' })
  async redirect(@Root() transaction: VerifyTransaction): Promise<VerifyRedirect | null> {
    return notWired(transaction);
  }

  @FieldResolver(() => VerifyCallback, { nullable: true, description: 'Where the caller is told of changes.' })
  async callback(@Root() transaction: VerifyTransaction): Promise<VerifyCallback | null> {
    return notWired(transaction);
  }

  @FieldResolver(() => VerifyNotifications, {
    nullable: true,
    description: 'Messages with the link that PingOne sent.',
  })
  async notifications(@Root() transaction: VerifyTransaction): Promise<VerifyNotifications | null> {
    return notWired(transaction);
  }

  @FieldResolver(() => EvidenceState, {
    description:
      'Whether evidence can be read now. Tells evidence that was never given apart from evidence that is gone.',
  })
  async evidence(@Root() transaction: VerifyTransaction): Promise<EvidenceState> {
    return notWired(transaction);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When PingOne deletes documents and verified data, or deleted them; null while it is not known.',
  })
  async verifiedDataExpiresAt(@Root() transaction: VerifyTransaction): Promise<Date | null> {
    return notWired(transaction);
  }

  @FieldResolver(() => [VerifiedData], {
    nullable: true,
    description:
      'Verified data. Empty if there is none or it was deleted; `evidence` tells which. Content is fetched only when a content field is asked for.',
  })
  @Access({ requires: [Permission.VERIFY_READ], owner: true })
  async verifiedData(
    @Root() transaction: VerifyTransaction,
    @Arg('types', () => [VerifiedDataType], { nullable: true, description: 'Only these types. Default: all.' })
    types: Maybe<readonly VerifiedDataType[]>,
    @Arg('attempt', () => VerifiedDataAttempt, {
      defaultValue: VerifiedDataAttempt.LATEST,
      description: 'Which attempts. With ALL, each attempt is an item of its own.',
    })
    attempt: VerifiedDataAttempt,
  ): Promise<readonly VerifiedData[] | null> {
    return notWired(transaction, types, attempt);
  }

  @FieldResolver(() => [VerificationMetadata], {
    nullable: true,
    description: 'What each check measured. For staff and services; it would tell an impostor what to improve.',
  })
  @Access({ requires: [Permission.VERIFY_READ] })
  async metadata(
    @Root() transaction: VerifyTransaction,
    @Arg('types', () => [MetadataType], { nullable: true, description: 'Only these types. Default: all.' })
    types: Maybe<readonly MetadataType[]>,
    @Arg('includePreviousAttempts', () => Boolean, {
      defaultValue: false,
      description: 'True: also those of earlier attempts.',
    })
    includePreviousAttempts: boolean,
  ): Promise<readonly VerificationMetadata[] | null> {
    return notWired(transaction, types, includePreviousAttempts);
  }
}
