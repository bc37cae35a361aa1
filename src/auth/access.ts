// The decorators that say who may use a root field or read a field, and how to read the rule back. Enforcing it happens elsewhere.
import 'reflect-metadata';
import { Directive, Extensions } from 'type-graphql';
import { type Permission, PiiKind } from './permissions.js';

/**
 * How to tell that the caller owns what is asked for.
 * - `true`: the object that the field stands on belongs to the caller. The only form below the root.
 * - `'record'`: the resolver looks the record up among the caller's own only.
 * - `'result'`: the object the field answers with must belong to the caller.
 * - any other text: path of the argument that must equal the caller's id, such as `userId` or `input.userId`.
 */
export type OwnerRule = true | string;

/** The caller holds every permission in `requires` (empty: is signed in), or is the owner where `owner` is set. */
export interface AccessRule {
  readonly requires: readonly Permission[];
  readonly owner?: OwnerRule;
}

type FieldDecorator = PropertyDecorator & MethodDecorator;

/** Field with extensions, as graphql-js holds it after the build. */
interface ExtendedField {
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Guards a root field or a field: the rule is kept for enforcing and printed as `@access`. */
export function Access(rule: AccessRule): FieldDecorator {
  return both(Extensions({ access: rule }), Directive(accessDirective(rule)));
}

/** Guards a field with personal data of the given kind: as `Access`, and printed as `@pii` too. */
export function Pii(kind: PiiKind, rule: AccessRule): FieldDecorator {
  return both(
    both(Extensions({ access: rule, pii: kind }), Directive(accessDirective(rule))),
    Directive(`@pii(kind: ${kind})`),
  );
}

/** The access rule of a built field; undefined when it is open to whoever reached its object. */
export function accessRuleOf(field: ExtendedField): AccessRule | undefined {
  const rule = field.extensions.access;
  return isAccessRule(rule) ? rule : undefined;
}

/** The kind of personal data a built field holds; undefined when it holds none. */
export function piiKindOf(field: ExtendedField): PiiKind | undefined {
  const kind = field.extensions.pii;
  return isPiiKind(kind) ? kind : undefined;
}

function accessDirective({ requires, owner }: AccessRule): string {
  return `@access(requires: [${requires.join(', ')}]${owner === undefined ? '' : ', owner: true'})`;
}

function both(first: FieldDecorator, second: FieldDecorator): FieldDecorator {
  return <T>(target: object, key: string | symbol, descriptor?: TypedPropertyDescriptor<T>) => {
    for (const decorate of [first, second]) {
      if (descriptor === undefined) decorate(target, key);
      else decorate(target, key, descriptor);
    }
  };
}

function isAccessRule(value: unknown): value is AccessRule {
  return typeof value === 'object' && value !== null && 'requires' in value && Array.isArray(value.requires);
}

function isPiiKind(value: unknown): value is PiiKind {
  return Object.values<unknown>(PiiKind).includes(value);
}
