// Who created a verification stands in its timeline, for those who may read the audit log: an end user by id alone.
import { expect, test } from '../support/fixtures.js';
import { createJourney } from '../support/journeys.js';
import type { Person } from '../support/person.js';

interface Timeline {
  readonly verification: {
    readonly timeline: {
      readonly edges: readonly { readonly node: { readonly type: string; readonly actor: object } }[];
    };
  };
}

async function timelineOf(person: Person, id: string) {
  const { verification } = await person.ask<Timeline, never>(
    `{ verification(id: "${id}") { timeline { edges { node { type actor { id kind displayName } } } } } }`,
  );
  return verification.timeline.edges.map(({ node: { type, actor } }) => ({ type, actor }));
}

/** Staff as an actor: by name too. */
async function staff(person: Person): Promise<object> {
  const { viewer } = await person.ask<{ viewer: { id: string; displayName: string } }, never>(
    '{ viewer { id displayName } }',
  );
  return { id: viewer.id, kind: 'OPERATOR', displayName: viewer.displayName };
}

test('a transaction: by its person, or by staff, and messages by nobody', async ({ alice, admin }) => {
  const own = await alice.startVerification();
  expect(await timelineOf(admin, own.id)).toEqual([
    { type: 'CREATED', actor: { id: alice.id, kind: 'END_USER', displayName: null } },
  ]);
  const notification = { email: 'alice@example.test' };
  const forThem = await admin.startVerification({ userId: alice.id, notification });
  expect(await timelineOf(admin, forThem.id)).toEqual([
    { type: 'CREATED', actor: await staff(admin) },
    { type: 'NOTIFICATION_SENT', actor: null },
  ]);
  const { data, extensions } = await alice.query<Timeline, never>(
    `{ verification(id: "${own.id}") { timeline { edges { node { type actor { id } } } } } }`,
  );
  expect(data?.verification.timeline.edges[0]?.node.actor).toBeNull();
  expect(JSON.stringify(extensions)).toContain('actor');
});

test('a journey: by who asked for it; that Mitek sent it is nobody’s doing here', async ({ support, admin }) => {
  const { id } = await createJourney(support);
  expect((await timelineOf(admin, id)).slice(0, 2)).toEqual([
    { type: 'CREATED', actor: await staff(support) },
    { type: 'SENT', actor: null },
  ]);
});
