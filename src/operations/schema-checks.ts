// The rules of access that a built schema must meet, and the words that give personal data away. Enforcing access at run time is elsewhere.
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { accessRuleOf, type OwnerRule, piiKindOf } from '../auth/access.js';

type Field = GraphQLField<unknown, unknown>;

/** A field whose name holds one of these words is taken for personal data unless it is exempt below. */
const personalWords: ReadonlySet<string> = new Set(
  [
    ['name', 'username', 'nickname', 'given', 'middle', 'family', 'formatted', 'honorific'],
    ['email', 'emails', 'phone', 'phones', 'mobile'],
    ['address', 'street', 'city', 'locality', 'region', 'postal', 'zip', 'country'],
    ['birth', 'gender', 'nationality', 'weight', 'height', 'hair', 'eye'],
    ['number', 'issue', 'expiration', 'issuing', 'external', 'ip', 'agent'],
    ['url', 'uri', 'code', 'secret', 'token', 'password', 'passcode', 'otp', 'value', 'text', 'reason', 'note'],
  ].flat(),
);

/** Fields whose name sounds personal and that are not; each with the reason. */
const notPersonal: Readonly<Record<string, string>> = {
  'ContactOtpPolicy.templateName': 'a message template',
  'ContactOtpPolicy.variantName': 'a message template',
  'DeleteAuthenticationCodePayload.deletedAuthenticationCodeId': 'an id',
  'Device.displayName': 'a make of authenticator',
  'Device.nickname': 'a label on a device',
  'Device.serialNumber': 'a number of a thing',
  'DeviceAuthenticationFailure.code': 'a code of the source',
  'DeviceAuthenticationPolicy.name': 'a policy',
  'DeviceLock.reasonRaw': 'a code of the source',
  'DeviceModel.marketingName': 'a model of phone',
  'DeviceModel.name': 'a model of phone',
  'DeviceUsability.reason': 'a code of the source',
  'DocumentTest.name': 'a test of a document',
  'Measurement.name': 'a number of a provider',
  'MobileApplication.name': 'an application',
  'MobileApplication.nativeName': 'an application',
  'OperationStatus.name': 'a root field',
  'Population.name': 'a group of users',
  'ReasonCount.reason': 'a code of the source',
  'RelyingParty.name': 'a site',
  'UpstreamFailure.code': 'a code of the source',
  'VerifyCallback.url': "an address of the caller's server",
  'VerifyPolicy.name': 'a policy',
  'VerifyRedirect.url': "an address of the caller's pages",
  'WebhookEndpoint.url': "an address of the operator's server",
};

/** Types that cannot hold the personal data their name may hint at: yes or no, counts, instants. */
const harmlessTypes: ReadonlySet<string> = new Set(['Boolean', 'Int', 'Float', 'DateTime']);

/**
 * Checks that nobody forgot to say who may use a root field or read personal data.
 *
 * @throws Error with one line for each field at fault
 */
export function checkAccessRules(schema: GraphQLSchema): void {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const faults: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    const faultsOf = roots.has(type) ? rootFieldFaults : (field: Field) => fieldFaults(type.name, field);
    for (const field of Object.values(type.getFields())) {
      faults.push(...faultsOf(field).map((fault) => `${type.name}.${field.name} ${fault}`));
    }
  }
  if (faults.length > 0) throw new Error(`The schema breaks its own access rules:\n${faults.join('\n')}`);
}

function rootFieldFaults(field: Field): readonly string[] {
  const rule = accessRuleOf(field);
  if (rule === undefined) return ['has no access rule'];
  if (rule.owner === undefined || ownerCanBeFound(rule.owner, field)) return [];
  return [`says that its owner is "${rule.owner}", which is none of its arguments`];
}

function fieldFaults(typeName: string, field: Field): readonly string[] {
  const rule = accessRuleOf(field);
  const kind = piiKindOf(field);
  const faults: string[] = [];
  if (kind !== undefined && rule === undefined) faults.push('holds personal data and has no access rule');
  if (rule !== undefined && isNonNullType(field.type)) faults.push('is guarded and so must be nullable');
  if (rule?.owner !== undefined && rule.owner !== true)
    faults.push('is below the root, where the owner is that of its object');
  if (kind === undefined && soundsPersonal(field) && !(`${typeName}.${field.name}` in notPersonal)) {
    faults.push('sounds like personal data and is neither marked nor exempt');
  }
  return faults;
}

function ownerCanBeFound(owner: OwnerRule, field: Field): boolean {
  if (owner === true) return false;
  if (owner === 'record' || owner === 'result') return true;
  const [argumentName, ...path] = owner.split('.');
  let found: GraphQLArgument | GraphQLInputField | undefined = field.args.find(({ name }) => name === argumentName);
  for (const name of path) {
    const type = found && getNamedType(found.type);
    found = isInputObjectType(type) ? type.getFields()[name] : undefined;
  }
  return found !== undefined && isScalarType(getNamedType(found.type));
}

function soundsPersonal(field: Field): boolean {
  const type = getNamedType(field.type);
  if (isEnumType(type) || !isScalarType(type) || harmlessTypes.has(type.name)) return false;
  const words = field.name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  return words.some((word) => personalWords.has(word));
}
