// The published schema as a source of questions: which rule stands at a field, and a call of it with everything it needs.
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

export const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

export type Field = GraphQLField<unknown, unknown>;
export const OPERATIONS = ['query', 'mutation', 'subscription'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What `@access` says. */
export interface Rule {
  readonly requires: readonly string[];
  readonly owner: boolean;
}

/** Null: open to whoever reached the object. */
export function ruleOf({ astNode, name }: Field): Rule | null {
  const directive = schema.getDirective('access');
  if (!directive || !astNode) throw new Error(`${name} was not read from text.`);
  const values = getDirectiveValues(directive, astNode);
  return values ? { requires: values.requires as readonly string[], owner: values.owner === true } : null;
}

export function rootFields(operation: Operation): readonly Field[] {
  const types = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  return fieldsOf(types[operation]);
}

export function fieldsOf(type: GraphQLObjectType | null | undefined): readonly Field[] {
  return Object.values(type?.getFields() ?? {});
}

/** The type of a field's value, when it is an object. */
export function objectOf({ type }: Field): GraphQLObjectType | null {
  const named = getNamedType(type);
  return isObjectType(named) ? named : null;
}

/** Whose records a call is about. */
export interface Subject {
  readonly userId: string;
  readonly transactionId: string;
  readonly journeyId: string;
  readonly policyId: string;
  readonly deviceId: string;
  readonly devicePolicyId: string;
  readonly pairingKeyId: string;
  readonly authenticationCodeId: string;
  readonly deviceAuthenticationId: string;
}

const TEXTS: Readonly<Record<string, string>> = {
  Date: '2026-03-01',
  DateTime: '2026-03-01T10:00:00Z',
  // Nobody is there: what is sent to a webhook goes nowhere.
  URL: 'https://app.example.test/?txnid=1',
  EmailAddress: 'someone@example.com',
  PhoneNumber: '+15125551234',
};

/**
 * A call of the field with all that it requires, and with the ids of the subject wherever one can be said.
 * @param selection what to ask of its object; default its type, and the user errors of a payload
 */
export function callOf(field: Field, subject: Subject, selection = leastOf(field)): string {
  const given = field.args
    .filter((argument) => isRequiredArgument(argument) || ['userId', 'id'].includes(argument.name))
    .map(({ name, type }) => `${name}: ${literal(name, type, subject, idFor(field, subject))}`);
  const below = isCompositeType(getNamedType(field.type)) ? ` { ${selection} }` : '';
  return `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${below}`;
}

function leastOf(field: Field): string {
  const payload = objectOf(field)?.getFields() ?? {};
  return 'userErrors' in payload ? '__typename userErrors { code message field retryAt limit }' : '__typename';
}

/** What a plain `id` is the id of. */
function idFor(field: Field, subject: Subject): string {
  const ids: Readonly<Record<string, string>> = {
    User: subject.userId,
    MitekJourney: subject.journeyId,
    VerifyPolicy: subject.policyId,
    Device: subject.deviceId,
    DeviceAuthenticationPolicy: subject.devicePolicyId,
    PairingKey: subject.pairingKeyId,
    AuthenticationCode: subject.authenticationCodeId,
    DeviceAuthentication: subject.deviceAuthenticationId,
  };
  // A status event is of the kind that its feed is named after.
  const type = field.name === 'mitekJourneyStatusChanged' ? 'MitekJourney' : getNamedType(field.type).name;
  return ids[type] ?? subject.transactionId;
}

function literal(name: string, type: GraphQLInputType, subject: Subject, id: string): string {
  if (isNonNullType(type)) return literal(name, type.ofType, subject, id);
  if (isListType(type)) return `[${literal(name, type.ofType, subject, id)}]`;
  if (isEnumType(type)) return type.getValues().find((value) => value.name !== 'UNKNOWN')?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || field.name === 'userId',
    );
    return `{ ${fields.map((field) => `${field.name}: ${literal(field.name, field.type, subject, id)}`).join(', ')} }`;
  }
  if (type.name === 'Int' || type.name === 'Float') return '1';
  if (type.name === 'Boolean') return 'true';
  if (type.name === 'JSONObject') return '{}';
  if (name === 'userId') return JSON.stringify(subject.userId);
  if (name === 'transactionId' || name === 'verificationId') return JSON.stringify(subject.transactionId);
  if (name === 'deviceId' || name === 'deviceIds') return JSON.stringify(subject.deviceId);
  if (name === 'deviceAuthenticationId') return JSON.stringify(subject.deviceAuthenticationId);
  if (name === 'pairingKeyId') return JSON.stringify(subject.pairingKeyId);
  if (name === 'authenticationCodeId') return JSON.stringify(subject.authenticationCodeId);
  if (name === 'id') return JSON.stringify(id);
  return JSON.stringify(TEXTS[type.name] ?? `text-${subject.transactionId}`);
}
