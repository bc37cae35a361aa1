// Enforces the access rules of the schema on every root field and guarded field. The rules themselves stand beside the fields.
import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
  responsePathAsArray,
} from 'graphql';
import { type AccessRule, accessRuleOf, piiKindOf } from './access.js';
import { type AccessAudit, auditMutation, foundNothing, recordDenial } from './auditing.js';
import { evidenceOf, type Grants, ownerOf } from './ownership.js';
import { PiiKind } from './permissions.js';
import { asksForStatusOnly } from './status-only.js';
import { holds, isUser, type Viewer } from './viewer.js';

/** What enforcement needs of an operation's context. */
export interface AccessContext {
  readonly viewer: Viewer;
  /** Response paths of fields that were held back; told to the client in `extensions.masked`. */
  readonly masked: (readonly (string | number)[])[];
  /** Objects that this operation alone may read, whatever their rules say. */
  readonly grants: Grants;
  readonly audit: AccessAudit;
}

type Arguments = Readonly<Record<string, unknown>>;
type Field = GraphQLField<unknown, AccessContext, Arguments>;
/** A mutation of the schema, as far as its rights and its entry in the audit log need it. */
export type MutationField = Pick<GraphQLField<unknown, unknown>, 'name' | 'type' | 'extensions'>;
/** A payload that only says that the caller has no such record. */
interface NothingFound {
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: readonly string[] | null;
    readonly retryAt: null;
    readonly limit: null;
  }[];
}
type Verdict = 'allowed' | 'not theirs' | 'forbidden' | 'if theirs';

/** Wraps the guarded fields of a schema, once, after it is built. Fields without a rule are left untouched and cost nothing. */
export function enforceAccess(schema: GraphQLSchema): void {
  guardQueries(schema.getQueryType()?.getFields());
  guardMutations(schema.getMutationType()?.getFields());
  guardSubscriptions(schema.getSubscriptionType()?.getFields());
  const roots = new Set<unknown>([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || roots.has(type)) continue;
    for (const field of Object.values<Field>(type.getFields())) {
      const rule = accessRuleOf(field);
      if (rule) guardField(type.name, field, rule);
    }
  }
}

/** Whether a field with this rule may be read on this object. */
export function mayRead(rule: AccessRule, source: unknown, context: Pick<AccessContext, 'viewer' | 'grants'>): boolean {
  return isTheirs(rule, source, context) || context.grants.cover(source) || holds(context.viewer, rule.requires);
}

/** The error of a caller without the right to an operation. */
export function forbidden(): GraphQLError {
  return new GraphQLError('You have no right to this operation.', { extensions: { code: 'FORBIDDEN' } });
}

/**
 * Does what a mutation does, with the rights that it needs and the entry that it leaves in the audit log.
 * @param info null: it came in by another way than GraphQL
 * @returns the result of `work`, or a payload with nothing but user errors
 * @throws GraphQLError FORBIDDEN
 */
export async function asMutation<T>(
  field: MutationField,
  args: Arguments,
  context: AccessContext,
  info: GraphQLResolveInfo | null,
  work: () => T,
): Promise<Awaited<T> | NothingFound> {
  const rule = ruleOfRoot(field);
  const verdict = judge(rule, args, context, info);
  if (verdict === 'forbidden') {
    await recordDenial(context.audit, field.name, args);
    throw forbidden();
  }
  if (verdict !== 'allowed') {
    await recordDenial(context.audit, field.name, args);
    return { userErrors: [notFound(rule)] };
  }
  if (context.viewer.kind !== 'END_USER') return await auditMutation(context.audit, field, args, work);
  const result = await work();
  if (foundNothing(result)) await recordDenial(context.audit, field.name, args);
  return result;
}

/** The error of a feed whose subject does not exist, or is not the caller’s. */
export function notFoundError(): GraphQLError {
  return new GraphQLError('There is no such record.', { extensions: { code: 'NOT_FOUND' } });
}

function guardField(typeName: string, field: Field, rule: AccessRule): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  // Links and codes tell nothing of a person: they are what its holder works with.
  const tells = piiKindOf(field) !== PiiKind.CREDENTIAL;
  field.resolve = (source, args, context, info) => {
    if (!mayRead(rule, source, context)) {
      context.masked.push(responsePathAsArray(info.path));
      return null;
    }
    const subject = isTheirs(rule, source, context) || context.grants.cover(source) ? null : evidenceOf(source);
    if (subject && tells)
      context.audit.noteRead(info, { ...subject, userId: ownerOf(source) }, `${typeName}.${field.name}`);
    return resolve(source, args, context, info);
  };
}

function isTheirs(rule: AccessRule, source: unknown, { viewer }: Pick<AccessContext, 'viewer'>): boolean {
  return rule.owner !== undefined && isUser(viewer, ownerOf(source));
}

function guardQueries(fields: Record<string, Field> | undefined): void {
  for (const field of Object.values(fields ?? {})) {
    const rule = ruleOfRoot(field);
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args, context, info) => {
      switch (judge(rule, args, context, info)) {
        case 'allowed':
          return resolve(source, args, context, info);
        case 'if theirs':
          return onlyTheirs(resolve(source, args, context, info), context.viewer);
        case 'not theirs':
          return null;
        case 'forbidden':
          throw forbidden();
      }
    };
  }
}

function guardMutations(fields: Record<string, Field> | undefined): void {
  for (const field of Object.values(fields ?? {})) {
    const rule = ruleOfRoot(field);
    if (rule.owner === 'result') throw new Error(`Mutation.${field.name} would be checked after it was made.`);
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args, context, info) =>
      asMutation(field, args, context, info, () => resolve(source, args, context, info));
  }
}

function guardSubscriptions(fields: Record<string, Field> | undefined): void {
  for (const field of Object.values(fields ?? {})) {
    const rule = ruleOfRoot(field);
    const { subscribe } = field;
    if (!subscribe) throw new Error(`Subscription.${field.name} has no source of events.`);
    field.subscribe = (source: unknown, args: Arguments, context: AccessContext, info: GraphQLResolveInfo) => {
      const verdict = judge(rule, args, context, info);
      if (verdict === 'forbidden') throw forbidden();
      if (verdict !== 'allowed') throw namesNobody(rule, args, context.viewer) ? unnamed() : notFoundError();
      return subscribe(source, args, context, info);
    };
  }
}

function judge(rule: AccessRule, args: Arguments, { viewer }: AccessContext, info: GraphQLResolveInfo | null): Verdict {
  if (viewer.followsOnly !== undefined) return judgeFollower(viewer.followsOnly, args, info);
  if (holds(viewer, rule.requires)) return 'allowed';
  if (!rule.owner || viewer.kind !== 'END_USER') return 'forbidden';
  if (rule.owner === 'record') return 'allowed';
  if (rule.owner === 'result') return 'if theirs';
  return typeof rule.owner === 'string' && argumentAt(args, rule.owner) === viewer.id ? 'allowed' : 'not theirs';
}

/** A status token does not go by the rules of the fields: what is not named for it is closed. */
function judgeFollower(verificationId: string, { id }: Arguments, info: GraphQLResolveInfo | null): Verdict {
  if (info === null || !asksForStatusOnly(info)) return 'forbidden';
  return id === verificationId ? 'allowed' : 'not theirs';
}

/** Whether a person has left out whom it is about, which only staff may. */
function namesNobody(rule: AccessRule, args: Arguments, { followsOnly }: Viewer): boolean {
  const isByArgument = typeof rule.owner === 'string' && rule.owner !== 'record' && rule.owner !== 'result';
  return isByArgument && followsOnly === undefined && argumentAt(args, rule.owner) == null;
}

function unnamed(): GraphQLError {
  return new GraphQLError('End users must name themselves.', { extensions: { code: 'BAD_USER_INPUT' } });
}

function ruleOfRoot(field: Pick<MutationField, 'name' | 'extensions'>): AccessRule {
  const rule = accessRuleOf(field);
  if (!rule) throw new Error(`The root field ${field.name} has no access rule.`);
  return rule;
}

async function onlyTheirs(result: unknown, viewer: Viewer): Promise<unknown> {
  const value = await result;
  return isUser(viewer, ownerOf(value)) ? value : null;
}

function notFound(rule: AccessRule): NothingFound['userErrors'][number] {
  const field = typeof rule.owner === 'string' ? rule.owner.split('.') : null;
  return { code: 'NOT_FOUND', message: 'There is no such record.', field, retryAt: null, limit: null };
}

function argumentAt(args: Arguments, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      args,
    );
}
