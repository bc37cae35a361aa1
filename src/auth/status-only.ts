// What a status token may ask: the status of its one transaction, and nothing that is not named here. Who has such a token is in viewer.ts.
import {
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

const STATUS = ['id', 'lifecycle', 'decision', 'version', 'expiresAt'];

/** Fields that may be selected, by type. A type that is missing has none. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  Query: ['verifyTransaction'],
  Subscription: ['verifyTransactionStatusChanged'],
  Verification: STATUS,
  VerifyTransaction: [...STATUS, 'status'],
  VerificationStatusEvent: [
    'cursor',
    'version',
    'lifecycle',
    'decision',
    'previousLifecycle',
    'previousDecision',
    'rawStatus',
    'occurredAt',
    'verification',
  ],
};

type RootInfo = Pick<GraphQLResolveInfo, 'parentType' | 'fieldNodes' | 'fragments' | 'schema'>;

/** Whether a root field, with all that is selected below it, asks for nothing but a status. */
export function asksForStatusOnly({ parentType, fieldNodes, fragments, schema }: RootInfo): boolean {
  return new Reading(schema, fragments).isOpen(parentType.name, fieldNodes);
}

/** Reads selections; each fragment once, however often it is spread. */
class Reading {
  private readonly read = new Set<string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: GraphQLResolveInfo['fragments'],
  ) {}

  isOpen(typeName: string, selections: readonly SelectionNode[]): boolean {
    return selections.every((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return this.isOpenFragment(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return this.isOpen(selection.typeCondition?.name.value ?? typeName, selection.selectionSet.selections);
      }
      const { name, selectionSet } = selection;
      return name.value === '__typename' || this.isOpenField(typeName, name.value, selectionSet);
    });
  }

  private isOpenFragment(name: string): boolean {
    if (this.read.has(name)) return true;
    this.read.add(name);
    const fragment = this.fragments[name];
    return fragment !== undefined && this.isOpen(fragment.typeCondition.name.value, fragment.selectionSet.selections);
  }

  private isOpenField(typeName: string, fieldName: string, below: SelectionSetNode | undefined): boolean {
    if (!OPEN[typeName]?.includes(fieldName)) return false;
    const type = this.schema.getType(typeName);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
    if (!field) return false;
    return below === undefined || this.isOpen(getNamedType(field.type).name, below.selections);
  }
}
