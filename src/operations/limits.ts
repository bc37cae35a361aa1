// What a document may cost: one validation rule that counts, the same for every transport. Sizes of bodies and frames are the servers'.
import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

export const LIMITS = {
  queryCharacters: 100_000,
  queryTokens: 1_000,
  depth: 10,
  selections: 400,
  aliases: 15,
  rootFields: 20,
  directives: 10,
} as const;

type Counted = 'depth' | 'selections' | 'aliases' | 'rootFields' | 'directives';
type Weight = Record<Counted, number>;

const NAME: Readonly<Record<Counted, string>> = {
  depth: 'levels',
  selections: 'fields',
  aliases: 'aliases',
  rootFields: 'root fields',
  directives: 'directives',
};

/** Refuses documents above the limits. Introspection is exempt from depth and number of fields, so that tools go on working. */
export function withinLimits(context: ValidationContext): ASTVisitor {
  return {
    Document(document: DocumentNode) {
      const scale = new Scale(document);
      for (const definition of document.definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
        const weight = scale.weigh(definition);
        for (const kind of Object.keys(NAME) as Counted[]) {
          if (weight[kind] <= LIMITS[kind]) continue;
          context.reportError(
            new GraphQLError(`The operation has more than ${LIMITS[kind]} ${NAME[kind]}.`, {
              nodes: definition,
              extensions: { tooCostly: true },
            }),
          );
        }
      }
    },
  };
}

/** The error of a document that is too long to be looked at. */
export function tooLong(): GraphQLError {
  return new GraphQLError(`The document has more than ${LIMITS.queryCharacters} characters.`, {
    extensions: { code: 'QUERY_TOO_COSTLY', http: { status: 400 } },
  });
}

/** Weighs selections; each fragment once, however often it is spread, so that the weighing itself stays cheap. */
class Scale {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly weights = new Map<string, Weight>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
    }
  }

  weigh(operation: OperationDefinitionNode): Weight {
    const weight = this.ofSelections(operation.selectionSet);
    weight.directives += operation.directives?.length ?? 0;
    return weight;
  }

  private ofSelections({ selections }: SelectionSetNode): Weight {
    const total = empty();
    for (const selection of selections) {
      total.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FRAGMENT_SPREAD) add(total, this.ofFragment(selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT) add(total, this.ofSelections(selection.selectionSet));
      else {
        const inner = selection.selectionSet ? this.ofSelections(selection.selectionSet) : empty();
        const introspection = selection.name.value.startsWith('__');
        add(total, {
          depth: introspection ? 0 : inner.depth + 1,
          selections: introspection ? 0 : inner.selections + 1,
          aliases: inner.aliases + (selection.alias ? 1 : 0),
          rootFields: 1,
          directives: inner.directives,
        });
      }
    }
    return total;
  }

  private ofFragment(name: string): Weight {
    const known = this.weights.get(name);
    if (known) return { ...known };
    // A fragment that spreads itself weighs nothing here; another rule refuses it.
    this.weights.set(name, empty());
    const fragment = this.fragments.get(name);
    const weight = fragment ? this.ofSelections(fragment.selectionSet) : empty();
    this.weights.set(name, weight);
    return { ...weight };
  }
}

function empty(): Weight {
  return { depth: 0, selections: 0, aliases: 0, rootFields: 0, directives: 0 };
}

function add(total: Weight, part: Weight): void {
  total.depth = Math.max(total.depth, part.depth);
  total.selections += part.selections;
  total.aliases += part.aliases;
  total.rootFields += part.rootFields;
  total.directives += part.directives;
}
