// What a field’s selection asks for: so that what nobody wants is not fetched, and what is read is known by name.
import {
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { piiKindOf } from '../auth/access.js';

/** True when one of the names is selected directly under the field, fragments included. */
export function asksFor(info: GraphQLResolveInfo, names: readonly string[]): boolean {
  return info.fieldNodes.some(({ selectionSet }) => selectionSet && holdsAny(selectionSet, names, info));
}

/** True when nothing but these names is selected directly under the field, fragments included. */
export function asksOnlyFor(info: GraphQLResolveInfo, names: readonly string[]): boolean {
  return info.fieldNodes.every(({ selectionSet }) => !selectionSet || holdsOnly(selectionSet, names, info));
}

function holdsOnly({ selections }: SelectionSetNode, names: readonly string[], info: GraphQLResolveInfo): boolean {
  return selections.every((selection) => {
    if (selection.kind === Kind.FIELD) return names.includes(selection.name.value);
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : info.fragments[selection.name.value]?.selectionSet;
    return inner === undefined || holdsOnly(inner, names, info);
  });
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

/** Coordinates of the personal fields that are selected anywhere below one subfield, such as `GovernmentIdData.firstName`. */
export function personalFieldsBelow(info: GraphQLResolveInfo, name: string): readonly string[] {
  const found = new Set<string>();
  const type = getNamedType(info.returnType);
  if (!isObjectType(type)) return [];
  for (const { selectionSet } of info.fieldNodes) {
    if (selectionSet) collectPersonal(type, selectionSet, info, found, name);
  }
  return [...found].sort();
}

/** @param only the one field to go into; null: every one */
function collectPersonal(
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
  info: GraphQLResolveInfo,
  found: Set<string>,
  only: string | null,
): void {
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) {
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : info.fragments[selection.name.value]?.selectionSet;
      if (inner) collectPersonal(type, inner, info, found, only);
      continue;
    }
    const field = type.getFields()[selection.name.value];
    if (!field || (only !== null && field.name !== only)) continue;
    if (piiKindOf(field) !== undefined) found.add(`${type.name}.${field.name}`);
    const inner = getNamedType(field.type);
    if (isObjectType(inner) && selection.selectionSet)
      collectPersonal(inner, selection.selectionSet, info, found, null);
  }
}
