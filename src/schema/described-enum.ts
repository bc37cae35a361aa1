// One way to declare a GraphQL enum, so that a member and its description stand in one line. No enum of its own.
import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

/**
 * Registers an enum whose members stand for their own names.
 *
 * @param members each member's name and description
 * @returns an object that maps each name to itself; `keyof typeof` it is the type of its values
 */
export function describedEnum<Member extends string>(
  name: string,
  description: string,
  members: Readonly<Record<Member, string>>,
): { readonly [Name in Member]: Name } {
  const values = Object.fromEntries(Object.keys(members).map((member) => [member, member])) as {
    readonly [Name in Member]: Name;
  };
  registerEnumType(values, { name, description, valuesConfig: describe(members) });
  return values;
}

/** Descriptions in the form that type-graphql takes them in. */
export function describe<Member extends string>(
  members: Readonly<Record<Member, string>>,
): Record<Member, { readonly description: string }> {
  const described = Object.entries<string>(members).map(([member, description]) => [member, { description }]);
  return Object.fromEntries(described) as Record<Member, { readonly description: string }>;
}
