// Builds the one schema of the gateway out of the resolver classes. Which rules it must meet is in schema-checks.ts.
import {
  assertValidSchema,
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  type GraphQLEnumType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isObjectType,
  specifiedDirectives,
} from 'graphql';
import { buildSchemaSync, getMetadataStorage, type PubSub } from 'type-graphql';
import {
  mutationDescription,
  queryDescription,
  schemaDescription,
  subscriptionDescription,
} from '../schema/descriptions.js';
import { piiKindType } from '../schema/permissions.js';
import type { VerificationSource } from '../schema/verification.js';
import { checkAccessRules } from './schema-checks.js';

type ResolverClass = new () => object;

/** type-graphql asks for one even where every subscription brings its own stream. */
const unusedPubSub: PubSub = {
  publish() {},
  async *subscribe() {},
};

const typeNameBySource: Readonly<Record<VerificationSource, string>> = {
  PINGONE_VERIFY: 'VerifyTransaction',
  MITEK: 'MitekJourney',
};

/** How to tell the object types of an interface apart, by interface name. */
const typeNameOf: Readonly<Record<string, (value: { readonly source: VerificationSource }) => string>> = {
  Verification: (value) => typeNameBySource[value.source],
};

/**
 * The executable schema, with its directives and descriptions.
 *
 * @throws Error naming each field whose access rule is missing or does not fit
 */
export function buildGatewaySchema(resolvers: readonly [ResolverClass, ...ResolverClass[]]): GraphQLSchema {
  const built = buildSchemaSync({ resolvers: [...resolvers], validate: false, pubSub: unusedPubSub });
  const schema = new GraphQLSchema({
    ...built.toConfig(),
    description: schemaDescription,
    directives: [...specifiedDirectives, accessDirective(built), piiDirective],
  });
  describeRootTypes(schema);
  resolveTypesSynchronously(schema);
  dropTrivialResolvers(schema);
  assertValidSchema(schema);
  checkAccessRules(schema);
  return schema;
}

const piiDirective = new GraphQLDirective({
  name: 'pii',
  description: 'Marks a field that holds personal data or a secret. Such a field is nullable and never logged.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    kind: { type: new GraphQLNonNull(piiKindType), description: 'What sort of personal data it is.' },
  },
});

function accessDirective(schema: GraphQLSchema): GraphQLDirective {
  return new GraphQLDirective({
    name: 'access',
    description: 'Who may use a root field or read a field.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: {
      requires: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(permissionType(schema)))),
        description: 'The caller must hold all of these. Empty: any signed-in caller.',
      },
      owner: {
        type: GraphQLBoolean,
        defaultValue: false,
        description: 'True: the end user whose record it is may also do it, without any of the permissions.',
      },
    },
  });
}

/** The very enum that fields use too: a second one of the same name would clash. */
function permissionType(schema: GraphQLSchema): GraphQLEnumType {
  const type = schema.getType('Permission');
  if (!isEnumType(type)) throw new Error('The schema has no enum Permission; is the viewer resolver left out?');
  return type;
}

function describeRootTypes(schema: GraphQLSchema): void {
  const descriptions = [
    [schema.getQueryType(), queryDescription],
    [schema.getMutationType(), mutationDescription],
    [schema.getSubscriptionType(), subscriptionDescription],
  ] as const;
  for (const [type, description] of descriptions) {
    if (type) type.description = description;
  }
}

/** type-graphql can only tell class instances apart; verifications are plain data, told apart without a promise per item. */
function resolveTypesSynchronously(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInterfaceType(type)) continue;
    const resolveType = typeNameOf[type.name];
    if (resolveType === undefined) throw new Error(`Nothing says how to tell the types of ${type.name} apart.`);
    type.resolveType = resolveType;
  }
}

/**
 * Takes type-graphql's wrapper off fields that only hand on a property: graphql-js does that faster by itself. A field with a role,
 * a middleware, another name or a resolver keeps its wrapper, because there the wrapper is what enforces them.
 */
function dropTrivialResolvers(schema: GraphQLSchema): void {
  const { objectTypes, interfaceTypes, fieldResolvers } = getMetadataStorage();
  for (const objectType of objectTypes) {
    const type = schema.getType(objectType.name);
    if (!isObjectType(type)) continue;
    const inherited = interfaceTypes.filter(({ target }) => objectType.interfaceClasses?.includes(target));
    const fields = [...inherited, objectType].flatMap((metadata) => metadata.fields ?? []);
    const declared = new Map(fields.map((field) => [field.schemaName, field]));
    for (const [name, field] of Object.entries(type.getFields())) {
      const metadata = declared.get(name);
      if (
        metadata === undefined ||
        metadata.name !== metadata.schemaName ||
        metadata.roles ||
        metadata.middlewares?.length
      )
        continue;
      const resolved = fieldResolvers.some(
        (resolver) => resolver.methodName === metadata.name && resolver.getObjectType?.() === metadata.target,
      );
      if (!resolved) delete field.resolve;
    }
  }
}
