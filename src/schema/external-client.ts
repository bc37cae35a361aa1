// What a native app needs to run a verification by itself.
import { Field, InputType, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar, UrlScalar } from './scalars.js';
import { UserError } from './shared.js';

@InputType({ description: 'What an app needs to run a verification.' })
export class CreateExternalClientResponseInput {
  @Field(() => UrlScalar, { description: '`webVerificationUrl` of a transaction the caller may use.' })
  readonly webVerificationUrl!: string;

  @Field(() => String, { description: '`challenge` of that transaction, 1 to 100 characters.' })
  readonly challenge!: string;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'True: the app has nothing to do afterwards. False: a link to go on is made as well.',
  })
  readonly isLastClientStep!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters.',
  })
  readonly idempotencyKey?: string | null;
}

export const ExternalClientState = describedEnum('ExternalClientState', 'Where a native app stands.', {
  PENDING: 'There is a next step.',
  COMPLETED: 'No next step.',
});
export type ExternalClientState = keyof typeof ExternalClientState;

@ObjectType({ description: 'What to hand to a native app.' })
export class ExternalClientResponse {
  @Field(() => ExternalClientState, {
    description: 'PENDING: go on with `continueLink`. COMPLETED: this was the last step.',
  })
  readonly clientState!: ExternalClientState;

  @Field(() => UrlScalar, { nullable: true, description: 'Link from which the app reads transaction and code.' })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  readonly webVerificationUrl!: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description:
      'Address at the gateway that answers with the status as JSON, waiting up to 25 seconds for a change. Null after the last step.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  readonly continueLink!: string | null;

  @Field(() => String, { description: 'Challenge with which the app waits for the result.' })
  readonly challenge!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Bearer token for this transaction alone: `verifyTransaction` with id, status, lifecycle, decision, version and expiresAt, its status subscription, and `continueLink`.',
  })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.VERIFY_WRITE], owner: true })
  readonly statusToken!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When `statusToken` stops being accepted.' })
  readonly statusTokenExpiresAt!: Date | null;
}

@ObjectType({ description: 'Answer of createExternalClientResponse.' })
export class CreateExternalClientResponsePayload {
  @Field(() => ExternalClientResponse, { nullable: true, description: 'What to hand to the app.' })
  readonly externalClientResponse!: ExternalClientResponse | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
