// The caller as GraphQL shows it. Its directory record is resolved elsewhere.
import { Field, ID, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { DateTimeScalar } from './scalars.js';
import { ActorKind } from './shared.js';

@ObjectType({ description: 'The caller.' })
export class Viewer {
  @Field(() => ID, { description: 'Subject of the token.' })
  readonly id!: string;

  @Field(() => ActorKind, { description: 'What sort of caller it is.' })
  readonly kind!: ActorKind;

  @Field(() => String, { nullable: true, description: 'Name to show.' })
  @Pii(PiiKind.NAME, { requires: [], owner: true })
  readonly displayName!: string | null;

  @Field(() => [Permission], { description: 'What the token allows.' })
  readonly permissions!: readonly Permission[];

  @Field(() => DateTimeScalar, { description: 'When the token stops being accepted.' })
  readonly expiresAt!: Date;
}
