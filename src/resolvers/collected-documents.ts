// Answers evidence as it was handed in: handing it in, replacing it, taking it back, having it checked, reading it.
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, type Maybe, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import type { CollectedDocument as HandedIn } from '../datasources/pingone/collected-document.js';
import { CollectedDocument, CollectedDocumentType } from '../schema/collected-document.js';
import {
  DeleteVerifyDocumentInput,
  DeleteVerifyDocumentPayload,
  ProcessVerifyDocumentsInput,
  ProcessVerifyDocumentsPayload,
  SubmitVerifyDocumentInput,
  SubmitVerifyDocumentPayload,
  UpdateVerifyDocumentInput,
  UpdateVerifyDocumentPayload,
} from '../schema/collected-document-input.js';
import { User } from '../schema/user.js';
import { VerifyTransaction } from '../schema/verify-transaction.js';
import type { Context } from './context.js';
import { orAll } from './list-filters.js';
import { processDocuments } from './process-documents.js';
import { readDocument, readDocuments } from './read-evidence.js';
import { readTransaction } from './read-transaction.js';
import { readUser } from './read-user.js';
import { submitDocument } from './submit-document.js';
import { deleteDocument, updateDocument } from './update-document.js';
import type { TransactionNode } from './verification-nodes.js';

/** Evidence handed in. */
@Resolver(() => CollectedDocument)
export class CollectedDocumentResolver {
  @Mutation(() => SubmitVerifyDocumentPayload, {
    description: 'Hands in one piece of evidence (picture, contact, voice) for a transaction.',
  })
  @Access({ requires: [Permission.VERIFY_WRITE], owner: 'record' })
  async submitVerifyDocument(
    @Arg('input', () => SubmitVerifyDocumentInput, { description: 'The piece of evidence.' })
    input: SubmitVerifyDocumentInput,
    @Ctx() context: Context,
  ): Promise<SubmitVerifyDocumentPayload> {
    return submitDocument(context, input);
  }

  @Mutation(() => UpdateVerifyDocumentPayload, { description: 'Replaces a piece of evidence that was handed in.' })
  @Access({ requires: [Permission.VERIFY_WRITE], owner: 'record' })
  async updateVerifyDocument(
    @Arg('input', () => UpdateVerifyDocumentInput, { description: 'Which piece, and its new content.' })
    input: UpdateVerifyDocumentInput,
    @Ctx() context: Context,
  ): Promise<UpdateVerifyDocumentPayload> {
    return updateDocument(context, input);
  }

  @Mutation(() => DeleteVerifyDocumentPayload, { description: 'Takes a piece of evidence back.' })
  @Access({ requires: [Permission.VERIFY_WRITE], owner: 'record' })
  async deleteVerifyDocument(
    @Arg('input', () => DeleteVerifyDocumentInput, { description: 'Which piece.' }) input: DeleteVerifyDocumentInput,
    @Ctx() context: Context,
  ): Promise<DeleteVerifyDocumentPayload> {
    return deleteDocument(context, input);
  }

  @Mutation(() => ProcessVerifyDocumentsPayload, {
    description: 'Closes collection and starts the checks on everything handed in. No more evidence is taken after it.',
  })
  @Access({ requires: [Permission.VERIFY_WRITE], owner: 'record' })
  async processVerifyDocuments(
    @Arg('input', () => ProcessVerifyDocumentsInput, { description: 'Which transaction.' })
    input: ProcessVerifyDocumentsInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProcessVerifyDocumentsPayload> {
    return processDocuments(context, input, info);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose it is.' })
  async user(@Root() { userId }: HandedIn, @Ctx() context: Context): Promise<User | null> {
    return readUser(context, userId);
  }

  @FieldResolver(() => VerifyTransaction, { nullable: true, description: 'Transaction it belongs to.' })
  async verifyTransaction(
    @Root() { transactionId, userId }: HandedIn,
    @Ctx() context: Context,
  ): Promise<VerifyTransaction | null> {
    return readTransaction(context, transactionId, userId);
  }
}

/** Evidence of a transaction. */
@Resolver(() => VerifyTransaction)
export class TransactionDocumentsResolver {
  @FieldResolver(() => [CollectedDocument], { nullable: true, description: 'Evidence handed in so far.' })
  @Access({ requires: [Permission.VERIFY_READ], owner: true })
  async documents(
    @Root() { record }: TransactionNode,
    @Arg('types', () => [CollectedDocumentType], {
      nullable: true,
      description: 'Only these types. Default, and for an empty list: all.',
    })
    types: Maybe<readonly CollectedDocumentType[]>,
    @Ctx() context: Context,
  ): Promise<readonly CollectedDocument[] | null> {
    return readDocuments(context, record, orAll(types));
  }

  @FieldResolver(() => CollectedDocument, { nullable: true, description: 'One piece of evidence.' })
  @Access({ requires: [Permission.VERIFY_READ], owner: true })
  async document(
    @Root() { record }: TransactionNode,
    @Arg('id', () => ID, { description: 'Document id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<CollectedDocument | null> {
    return readDocument(context, record, id);
  }
}
