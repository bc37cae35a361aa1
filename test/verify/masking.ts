// Ways through the published schema down to every object, and what of an answer that holds everything is left for a viewer.
import {
  type GraphQLField,
  type GraphQLObjectType,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  type OperationTypeNode,
} from 'graphql';
import { schema } from './answers.js';

export type Field = GraphQLField<unknown, unknown>;
export type Operation = 'query' | 'mutation' | 'subscription';

/** What `@access` says of a field. */
export interface Rule {
  readonly requires: readonly string[];
  readonly owner: boolean;
}

export interface Rights {
  /** Null: none, not even to be told that something exists. */
  readonly permissions: readonly string[];
  /** Whether what is asked for is about the viewer. */
  readonly isOwner: boolean;
}

/** A way from a root field down to an object type. */
export interface Way {
  readonly name: string;
  readonly operation: Operation;
  readonly steps: readonly Field[];
  readonly type: GraphQLObjectType;
}

/** Null: open to whoever reached the object. */
export function ruleOf({ astNode }: Field): Rule | null {
  const directive = schema.getDirective('access');
  const values = directive && astNode ? getDirectiveValues(directive, astNode) : undefined;
  return values ? { requires: values.requires as readonly string[], owner: values.owner === true } : null;
}

/** Every way below a root field on which no type comes twice, as far as it ends at something with a rule. */
export function waysBelow(rootField: string, operation: Operation = 'query'): readonly Way[] {
  const root = rootOf(operation)?.getFields()[rootField];
  if (!root) throw new Error(`There is no ${operation} ${rootField}.`);
  const ways: Way[] = [];
  const walk = (steps: readonly Field[], typesBefore: readonly string[]) => {
    const type = objectOf(steps.at(-1));
    if (!type || typesBefore.includes(type.name)) return;
    ways.push({ name: steps.map(({ name }) => name).join('.'), operation, steps, type });
    for (const field of Object.values(type.getFields())) walk([...steps, field], [...typesBefore, type.name]);
  };
  walk([root], []);
  const isGuarded = (field: Field | undefined) => field !== undefined && ruleOf(field) !== null;
  return ways.filter(
    ({ steps, type }) => leavesOf(type).length > 0 && (isGuarded(steps.at(-1)) || leavesOf(type).some(isGuarded)),
  );
}

/** Names of the object types that a way leads over, the last one included. */
export function typesOn({ steps }: Way): readonly string[] {
  return steps.flatMap((step) => objectOf(step)?.name ?? []);
}

/** Coordinates of all fields with a rule, but for root fields. */
export function guardedFields(): readonly string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !roots.includes(type))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => ruleOf(field) !== null)
        .map(({ name }) => `${type.name}.${name}`),
    );
}

/** An operation that asks for everything at the end of a way. @param argumentsOf text in brackets by coordinate, where a field needs some */
export function queryOf({ operation, steps, type }: Way, argumentsOf: Readonly<Record<string, string>>): string {
  const parents = [rootOf(operation)?.name ?? '', ...steps.map((step) => objectOf(step)?.name ?? '')];
  const call = (field: Field, parent: string, selection: string) => {
    const given = argumentsOf[`${parent}.${field.name}`];
    if (given === undefined && field.args.some(isRequiredArgument)) {
      throw new Error(`It is not known what to ask ${parent}.${field.name} for.`);
    }
    return `${field.name}${given === undefined ? '' : `(${given})`}${selection === '' ? '' : ` { ${selection} }`}`;
  };
  const leaves = leavesOf(type).map((field) => call(field, type.name, ''));
  const selection = steps.reduceRight(
    (below, field, index) => call(field, parents[index] ?? '', below),
    leaves.join(' '),
  );
  return `${operation} { ${selection} }`;
}

export interface Left {
  readonly data: unknown;
  readonly masked: readonly string[];
  /** Coordinates of guarded fields of evidence that are shown although it is someone else's. */
  readonly shownEvidence: readonly string[];
}

/** Types whose objects are evidence, or stand in it. */
const EVIDENCE = [
  'VerifyRequirements',
  'VerifyNotifications',
  'VerifiedData',
  'GovernmentIdData',
  'VerificationMetadata',
  'CollectedDocument',
];

/** Fields that are open but say something of a guarded one beside them, and nothing where that one is masked. */
const GOES_WITH: Readonly<Record<string, string>> = { 'VerifiedImage.urlExpiresAt': 'url' };

/** What is left for a viewer of the whole answer to a query below one root field, and which paths are masked. */
export function leftFor(rights: Rights, rootField: string, whole: unknown, operation: Operation = 'query'): Left {
  const masked: string[] = [];
  const shown = new Set<string>();
  const walk = (
    value: unknown,
    field: Field | undefined,
    path: readonly (string | number)[],
    isEvidence: boolean,
  ): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => walk(item, field, [...path, index], isEvidence));
    const type = objectOf(field, value);
    if (typeof value !== 'object' || value === null || !type) return value === null ? null : 'a value';
    const within = isEvidence
      ? type.name !== 'User' && type.name !== 'VerifyTransaction'
      : EVIDENCE.includes(type.name);
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => {
        const field = type.getFields()[key];
        const rule = field ? ruleOf(field) : null;
        const companion = type.getFields()[GOES_WITH[`${type.name}.${key}`] ?? ''];
        const companionRule = companion ? ruleOf(companion) : null;
        if (companionRule && !mayRead(rights, companionRule)) return [key, null];
        if (rule && !mayRead(rights, rule)) {
          masked.push(JSON.stringify([...path, key]));
          return [key, null];
        }
        if (rule && within && !(rule.owner && rights.isOwner)) shown.add(`${type.name}.${key}`);
        return [key, walk(part, field, [...path, key], within)];
      }),
    );
  };
  const root = rootOf(operation)?.getFields()[rootField];
  const data = walk(whole, root, [rootField], false);
  return { data, masked: masked.sort(), shownEvidence: [...shown].sort() };
}

/** Where values stand in an answer, whatever they are: some are made anew for each. */
export function shapeOf(rootField: string, answer: unknown, operation: Operation = 'query'): unknown {
  const shape = (value: unknown, field: Field | undefined): unknown => {
    if (Array.isArray(value)) return value.map((item) => shape(item, field));
    const type = objectOf(field, value);
    if (typeof value !== 'object' || value === null || !type) return value === null ? null : 'a value';
    const fields = type.getFields();
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shape(part, fields[key])]));
  };
  return shape(answer, rootOf(operation)?.getFields()[rootField]);
}

export function mayRead({ permissions, isOwner }: Rights, { requires, owner }: Rule): boolean {
  return requires.every((permission) => permissions.includes(permission)) || (owner && isOwner);
}

function rootOf(operation: Operation): GraphQLObjectType | null | undefined {
  return schema.getRootType(operation as OperationTypeNode);
}

function leavesOf(type: GraphQLObjectType): readonly Field[] {
  return Object.values(type.getFields()).filter((field) => !isCompositeType(getNamedType(field.type)));
}

/** The object type of a field. @param value tells by its `__typename` which one it is, where it could be several */
function objectOf(field: Field | undefined, value?: unknown): GraphQLObjectType | null {
  const named = field ? getNamedType(field.type) : null;
  const type = isInterfaceType(named) ? schema.getType(typeNameOf(value)) : named;
  return isObjectType(type) ? type : null;
}

function typeNameOf(value: unknown): string {
  const name: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, '__typename') : null;
  return typeof name === 'string' ? name : '';
}
