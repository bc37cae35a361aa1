// Who gets what: root fields by permission, by argument, by record and by result; guarded fields masked with their paths.
import {
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  graphql,
  parse,
  subscribe,
} from 'graphql';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AccessRule } from './access.js';
import { type AccessContext, enforceAccess } from './enforce.js';
import { Grants, ownedBy } from './ownership.js';
import { Permission } from './permissions.js';
import type { Viewer, ViewerKind } from './viewer.js';

type Config = GraphQLFieldConfig<unknown, AccessContext>;

const READ = [Permission.VERIFY_READ];
let resolved: string[];
let audited: string[];
let reads: string[];
/** What the field `byArgument` finds. */
let found: () => object;

beforeEach(() => {
  resolved = [];
  audited = [];
  reads = [];
  found = people;
});

function field(access: AccessRule | null, config: Partial<Config> = {}): Config {
  return { type: GraphQLString, ...config, ...(access ? { extensions: { access } } : {}) };
}

const Person: GraphQLObjectType<unknown, AccessContext> = new GraphQLObjectType<unknown, AccessContext>({
  name: 'Person',
  fields: () => ({
    id: field(null),
    email: field({ requires: [Permission.PII_READ], owner: true }),
    note: field({ requires: [Permission.PII_READ] }),
    friends: { type: new GraphQLList(Person) },
  }),
});
const Payload = new GraphQLObjectType({
  name: 'Payload',
  fields: {
    person: { type: Person },
    userErrors: {
      type: new GraphQLList(
        new GraphQLObjectType({
          name: 'UserError',
          fields: { code: { type: GraphQLString }, field: { type: new GraphQLList(GraphQLString) } },
        }),
      ),
    },
  },
});
const ids = { userId: { type: GraphQLString } };

/** A person with e-mail address and note, marked with its owner, and so its friends. */
function person(id: string, friends: readonly object[] = []) {
  return ownedBy(id, { id, email: `${id}@example.test`, note: `about ${id}`, friends });
}

const people = () => person('ana', [person('bob', [person('ana')]), person('carl')]);

function buildSchema(): GraphQLSchema {
  const note = (name: string, value: unknown) => () => {
    resolved.push(name);
    return value;
  };
  const query = new GraphQLObjectType<unknown, AccessContext>({
    name: 'Query',
    fields: {
      signedIn: field({ requires: [] }, { resolve: note('signedIn', 'yes') }),
      list: field({ requires: READ }, { resolve: note('list', 'all') }),
      both: field({ requires: [...READ, Permission.MITEK_READ] }, { resolve: note('both', 'both') }),
      byArgument: field(
        { requires: READ, owner: 'userId' },
        { args: ids, type: Person, resolve: () => note('byArgument', found())() },
      ),
      byRecord: field({ requires: READ, owner: 'record' }, { resolve: note('byRecord', 'own only') }),
      byResult: field(
        { requires: READ, owner: 'result' },
        {
          args: ids,
          type: Person,
          resolve: (_source, { userId }) => (userId === 'gone' ? null : person(String(userId))),
        },
      ),
    },
  });
  const mutation = new GraphQLObjectType<unknown, AccessContext>({
    name: 'Mutation',
    fields: {
      change: field(
        { requires: [Permission.VERIFY_WRITE], owner: 'userId' },
        { args: ids, type: Payload, resolve: note('change', { userErrors: [] }) },
      ),
      staffOnly: field(
        { requires: [Permission.VERIFY_WRITE] },
        { type: Payload, resolve: note('staffOnly', { userErrors: [] }) },
      ),
    },
  });
  const subscription = new GraphQLObjectType<unknown, AccessContext>({
    name: 'Subscription',
    fields: {
      changes: {
        ...field({ requires: READ, owner: 'userId' }, { args: ids }),
        subscribe: async function* () {
          resolved.push('changes');
          yield { changes: 'one' };
        },
      },
    },
  });
  const schema = new GraphQLSchema({ query, mutation, subscription });
  enforceAccess(schema);
  return schema;
}

const schema = buildSchema();

function viewer(kind: ViewerKind, id: string, permissions: readonly Permission[] = []): Viewer {
  return { id, kind, displayName: null, permissions: new Set(permissions), expiresAt: new Date(0) };
}

const ana = viewer('END_USER', 'ana');
const staff = viewer('OPERATOR', 'support', READ);

function contextOf(who: Viewer): AccessContext {
  const audit: AccessContext['audit'] = {
    begin: (action) => ({ id: 'a', action, target: null, reason: null, fields: [] }),
    end: async ({ action }, outcome) => void audited.push(`${action} ${outcome}`),
    noteRead: (_info, { id, userId }, coordinate) => void reads.push(`${coordinate} of ${id} (${userId})`),
  };
  return { viewer: who, masked: [], grants: new Grants(), audit };
}

async function ask(who: Viewer, source: string) {
  const contextValue = contextOf(who);
  const { data, errors } = await graphql({ schema, source, contextValue });
  return { data, codes: errors?.map(({ extensions }) => extensions.code) ?? [], masked: contextValue.masked };
}

describe('a root field', () => {
  test('with no permissions asked for is open to everybody signed in', async () => {
    for (const who of [ana, staff]) expect((await ask(who, '{ signedIn }')).data).toEqual({ signedIn: 'yes' });
  });

  test('asks for every permission it names', async () => {
    expect((await ask(staff, '{ list }')).data).toEqual({ list: 'all' });
    expect(await ask(staff, '{ both }')).toMatchObject({ data: { both: null }, codes: ['FORBIDDEN'] });
    expect(await ask(ana, '{ list }')).toMatchObject({ data: { list: null }, codes: ['FORBIDDEN'] });
    expect(resolved).toEqual(['list']);
  });

  test('by argument: one’s own is answered, another’s is as if it were not there, and is not looked up', async () => {
    expect((await ask(ana, '{ byArgument(userId: "ana") { id } }')).data).toEqual({ byArgument: { id: 'ana' } });
    const others = ['bob', '', 'ANA', 'ana '].map((id) => `{ byArgument(userId: "${id}") { id } }`);
    for (const source of [...others, '{ byArgument { id } }']) {
      expect(await ask(ana, source)).toEqual({ data: { byArgument: null }, codes: [], masked: [] });
    }
    expect(resolved).toEqual(['byArgument']);
  });

  test('only end users are owners: staff and services of that name are not', async () => {
    for (const kind of ['OPERATOR', 'SERVICE'] as const) {
      const { codes } = await ask(viewer(kind, 'ana'), '{ byArgument(userId: "ana") { id } }');
      expect(codes).toEqual(['FORBIDDEN']);
    }
  });

  test('by record: the resolver looks among the caller’s own', async () => {
    expect((await ask(ana, '{ byRecord }')).data).toEqual({ byRecord: 'own only' });
    expect((await ask(viewer('SERVICE', 'ana'), '{ byRecord }')).codes).toEqual(['FORBIDDEN']);
  });

  test('by result: what is not theirs looks exactly like what is not there', async () => {
    expect((await ask(ana, '{ byResult(userId: "ana") { id } }')).data).toEqual({ byResult: { id: 'ana' } });
    const [theirs, gone] = [
      await ask(ana, '{ byResult(userId: "bob") { id email } }'),
      await ask(ana, '{ byResult(userId: "gone") { id email } }'),
    ];
    expect(theirs).toEqual(gone);
    expect(theirs).toEqual({ data: { byResult: null }, codes: [], masked: [] });
    expect((await ask(staff, '{ byResult(userId: "bob") { id } }')).data).toEqual({ byResult: { id: 'bob' } });
  });

  test('a status token opens nothing but the status of its one verification', async () => {
    const follower: Viewer = { ...viewer('END_USER', 'ana', READ), followsOnly: 'v' };
    for (const source of ['{ signedIn }', '{ list }', '{ byArgument(userId: "ana") { id } }', '{ byRecord }']) {
      expect((await ask(follower, source)).codes).toEqual(['FORBIDDEN']);
    }
  });
});

describe('a mutation', () => {
  test('on another’s record answers NOT_FOUND with the path, and changes nothing', async () => {
    const source = 'mutation { change(userId: "bob") { person { id } userErrors { code field } } }';
    const { data, codes } = await ask(ana, source);
    expect(data).toEqual({ change: { person: null, userErrors: [{ code: 'NOT_FOUND', field: ['userId'] }] } });
    expect(codes).toEqual([]);
    expect(resolved).toEqual([]);
    expect(audited).toEqual(['change DENIED']);
  });

  test('by the owner is not audited, by others it is, refused ones too', async () => {
    const writer = viewer('OPERATOR', 'support', [Permission.VERIFY_WRITE]);
    await ask(ana, 'mutation { change(userId: "ana") { userErrors { code } } }');
    expect(audited).toEqual([]);
    await ask(writer, 'mutation { change(userId: "bob") { userErrors { code } } }');
    const { codes } = await ask(staff, 'mutation { staffOnly { userErrors { code } } }');
    expect(codes).toEqual(['FORBIDDEN']);
    expect(audited).toEqual(['change SUCCEEDED', 'staffOnly DENIED']);
    expect(resolved).toEqual(['change', 'change']);
  });
});

describe('a subscription', () => {
  async function open(who: Viewer, source: string) {
    const stream = await subscribe({ schema, document: parse(source), contextValue: contextOf(who) });
    return 'errors' in stream ? stream.errors?.map(({ extensions }) => extensions.code) : 'open';
  }

  test('of another is NOT_FOUND, without the right FORBIDDEN, one’s own is opened', async () => {
    expect(await open(ana, 'subscription { changes(userId: "bob") }')).toEqual(['NOT_FOUND']);
    expect(await open(viewer('OPERATOR', 'x'), 'subscription { changes(userId: "x") }')).toEqual(['FORBIDDEN']);
    expect(resolved).toEqual([]);
    expect(await open(ana, 'subscription { changes(userId: "ana") }')).toBe('open');
    expect(await open(staff, 'subscription { changes(userId: "bob") }')).toBe('open');
  });
});

describe('a guarded field', () => {
  const source = `{ me: byArgument(userId: "ana") { mail: email note friends { email friends { email } } } }`;

  test('is null without the right, and its path is told with aliases and indices', async () => {
    const { data, codes, masked } = await ask(ana, source);
    expect(codes).toEqual([]);
    expect(data).toEqual({
      me: {
        mail: 'ana@example.test',
        note: null,
        friends: [
          { email: null, friends: [{ email: 'ana@example.test' }] },
          { email: null, friends: [] },
        ],
      },
    });
    expect(masked).toEqual([
      ['me', 'note'],
      ['me', 'friends', 0, 'email'],
      ['me', 'friends', 1, 'email'],
    ]);
  });

  test('is readable with the permission, and told of nobody’s mask', async () => {
    const reader = viewer('SERVICE', 'backend', [...READ, Permission.PII_READ]);
    const { data, masked } = await ask(reader, source);
    expect(data).toMatchObject({ me: { mail: 'ana@example.test', note: 'about ana' } });
    expect(masked).toEqual([]);
  });

  test('of an object whose owner nobody marked is hidden from everybody without the permission', async () => {
    found = () => ({ id: 'ana', email: 'ana@example.test' });
    const { data, masked } = await ask(ana, '{ byArgument(userId: "ana") { email } }');
    expect(data).toEqual({ byArgument: { email: null } });
    expect(masked).toEqual([['byArgument', 'email']]);
  });

  test('of a granted object is readable in that execution, and nothing beside it', async () => {
    const contextValue = contextOf(staff);
    const [open, closed] = [person('bob'), person('bob')];
    found = () => ({ ...person('ana'), friends: [contextValue.grants.give(open), closed] });
    const { data } = await graphql({ schema, source: '{ byArgument { email friends { email } } }', contextValue });
    expect(data).toEqual({ byArgument: { email: null, friends: [{ email: 'bob@example.test' }, { email: null }] } });
    expect((await ask(staff, '{ byArgument { friends { email } } }')).masked).toHaveLength(2);
  });

  test('of evidence is noted when others than the owner read it', async () => {
    found = () => ownedBy('bob', { id: 'd', email: 'bob@example.test' }, { type: 'VerifyTransaction', id: 'v' });
    await ask(viewer('SERVICE', 'backend', [...READ, Permission.PII_READ]), '{ byArgument { id email } }');
    expect(reads).toEqual(['Person.email of v (bob)']);
    await ask(viewer('END_USER', 'bob'), '{ byArgument(userId: "bob") { id email note } }');
    expect(reads).toHaveLength(1);
  });
});

test('a root field without a rule stops the build', () => {
  const query = new GraphQLObjectType({ name: 'Query', fields: { open: { type: GraphQLString } } });
  expect(() => enforceAccess(new GraphQLSchema({ query }))).toThrow('open has no access rule');
});
