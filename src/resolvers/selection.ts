// Whether a field’s selection asks for any of some subfields, so that what nobody wants is not fetched.
import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** True when one of the names is selected directly under the field, fragments included. */
export function asksFor(info: GraphQLResolveInfo, names: readonly string[]): boolean {
  return info.fieldNodes.some(({ selectionSet }) => selectionSet && holdsAny(selectionSet, names, info));
}

function holdsAny({ selections }: SelectionSetNode, names: readonly string[], info: GraphQLResolveInfo): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return names.includes(selection.name.value);
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : info.fragments[selection.name.value]?.selectionSet;
    return inner !== undefined && holdsAny(inner, names, info);
  });
}
