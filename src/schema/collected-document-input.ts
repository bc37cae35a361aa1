// What goes in to hand in, replace, take back or close evidence, and what comes back.
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CollectedDocument, CollectedDocumentType } from './collected-document.js';
import { UserError } from './shared.js';
import { VerifyTransaction } from './verify-transaction.js';

@InputType({ description: 'A piece of evidence to hand in.' })
export class SubmitVerifyDocumentInput {
  @Field(() => ID, { description: 'Transaction id.' })
  readonly transactionId!: string;

  @Field(() => ID, { nullable: true, description: 'Its user. Needed only if it was not created through this gateway.' })
  readonly userId?: string | null;

  @Field(() => CollectedDocumentType, { description: 'What it is.' })
  readonly type!: CollectedDocumentType;

  @Field(() => Int, { nullable: true, description: 'Which of several voice samples, from 1. For VOICE_SAMPLE only.' })
  readonly voiceSampleIndex?: number | null;

  @Field(() => String, { description: 'Content: Base64 JPEG, Base64 sound, or text, according to the type.' })
  readonly value!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'Answer of submitVerifyDocument.' })
export class SubmitVerifyDocumentPayload {
  @Field(() => CollectedDocument, { nullable: true, description: 'The evidence, handed in.' })
  readonly document!: CollectedDocument | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'New content for a piece of evidence.' })
export class UpdateVerifyDocumentInput {
  @Field(() => ID, { description: 'Transaction id.' })
  readonly transactionId!: string;

  @Field(() => ID, { nullable: true, description: 'Its user. Needed only if it was not created through this gateway.' })
  readonly userId?: string | null;

  @Field(() => ID, { description: 'Document id.' })
  readonly documentId!: string;

  @Field(() => CollectedDocumentType, { description: 'What it is.' })
  readonly type!: CollectedDocumentType;

  @Field(() => String, { description: 'Content: Base64 JPEG, Base64 sound, or text, according to the type.' })
  readonly value!: string;
}

@ObjectType({ description: 'Answer of updateVerifyDocument.' })
export class UpdateVerifyDocumentPayload {
  @Field(() => CollectedDocument, { nullable: true, description: 'The evidence, replaced.' })
  readonly document!: CollectedDocument | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A piece of evidence to take back.' })
export class DeleteVerifyDocumentInput {
  @Field(() => ID, { description: 'Transaction id.' })
  readonly transactionId!: string;

  @Field(() => ID, { nullable: true, description: 'Its user. Needed only if it was not created through this gateway.' })
  readonly userId?: string | null;

  @Field(() => ID, { description: 'Document id.' })
  readonly documentId!: string;
}

@ObjectType({ description: 'Answer of deleteVerifyDocument.' })
export class DeleteVerifyDocumentPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the deleted document.' })
  readonly deletedDocumentId!: string | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'A transaction whose evidence is complete.' })
export class ProcessVerifyDocumentsInput {
  @Field(() => ID, { description: 'Transaction id.' })
  readonly transactionId!: string;

  @Field(() => ID, { nullable: true, description: 'Its user. Needed only if it was not created through this gateway.' })
  readonly userId?: string | null;
}

@ObjectType({ description: 'Answer of processVerifyDocuments.' })
export class ProcessVerifyDocumentsPayload {
  @Field(() => [CollectedDocument], { nullable: true, description: 'The evidence being checked.' })
  readonly documents!: readonly CollectedDocument[] | null;

  @Field(() => VerifyTransaction, { nullable: true, description: 'Its transaction.' })
  readonly verifyTransaction!: VerifyTransaction | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
