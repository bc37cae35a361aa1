// Directory users page by page. Upstream knows cursors of whole pages only; here every user has one.
import { GraphQLError } from 'graphql';
import { ownedBy } from '../auth/ownership.js';
import type { DirectoryUser } from '../datasources/pingone/directory-user.js';
import { and, eq, or, type ScimFilter, sw } from '../datasources/pingone/scim.js';
import type { UsersApi } from '../datasources/pingone/users.js';
import type { UserConnection, UserFilter } from '../schema/user.js';
import type { Context } from './context.js';
import { type Cursors, cursorInvalid } from './cursors.js';
import { checkPageSize } from './paging.js';

const UPSTREAM_MAX_PAGE = 200;
/** Upstream may give smaller pages than asked for, even empty ones; beyond this many the rest is left to the next request. */
const MAX_CALLS = 8;
const MAX_FILTER_TEXT = 256;

/** What of the context is needed here. */
interface Reader extends Pick<Context, 'signal'> {
  readonly services: {
    readonly cursors: Cursors;
    readonly pingOne: { readonly users: Pick<UsersApi, 'listUsers'> };
  };
}

/** A place in upstream's list: so many users after the beginning of a page. */
interface Place {
  /** Upstream's cursor of the page; null for the first. */
  readonly page: string | null;
  readonly offset: number;
}

/**
 * A page of users in upstream's order.
 *
 * @param first 1 to 100
 * @param after cursor of the last user already seen, of a list with the same filter
 * @throws GraphQLError BAD_USER_INPUT for a size or a filter that cannot be, CURSOR_INVALID for a foreign cursor
 */
export async function readUsers(
  { services, signal }: Reader,
  filter: UserFilter | null,
  first: number,
  after: string | null,
): Promise<UserConnection> {
  checkPageSize(first);
  const scim = toScim(filter ?? {});
  // The filter is part of what the cursor is signed for, so a cursor goes on in its own list only.
  const list = `users ${scim ?? ''}`;
  const start = after === null ? { page: null, offset: 0 } : toPlace(services.cursors.toPlace(list, after));
  const read = (page: string | null, limit: number) =>
    services.pingOne.users.listUsers({ filter: scim ?? undefined, limit, cursor: page ?? undefined }, signal);

  const found: { user: DirectoryUser; next: Place }[] = [];
  let totalCount: number | null = null;
  let place: Place | null = start;
  for (let calls = 0; place !== null && found.length < first && calls < MAX_CALLS; calls += 1) {
    const { page, offset }: Place = place;
    const wanted = offset + first - found.length;
    const { users, nextCursor, ...whole } = await read(page, Math.min(wanted, UPSTREAM_MAX_PAGE));
    totalCount ??= whole.totalCount;
    const taken = users.slice(offset, wanted);
    const nextPage = nextCursor === null ? null : { page: nextCursor, offset: Math.max(0, offset - users.length) };
    const at = (index: number): Place | null => (index < users.length ? { page, offset: index } : nextPage);
    taken.forEach((user, index) => {
      const end = offset + index + 1;
      found.push({ user, next: at(end) ?? { page, offset: end } });
    });
    place = at(offset + taken.length);
  }

  const edges = found.map(({ user, next }) => ({
    node: ownedBy(user.id, user),
    cursor: services.cursors.ofPlace(list, JSON.stringify([next.page, next.offset])),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: place !== null,
      hasPreviousPage: after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

function toScim(filter: UserFilter): ScimFilter | null {
  const { search, username, email, externalId, populationId, enabled } = filter;
  for (const text of [search, username, email, externalId, populationId]) checkFilterText(text);
  const begins = search?.trim()
    ? or(...['username', 'email', 'name.given', 'name.family'].map((attribute) => sw(attribute, search.trim())))
    : null;
  const conditions = [
    begins,
    username == null ? null : eq('username', username),
    email == null ? null : eq('email', email),
    externalId == null ? null : eq('externalId', externalId),
    populationId == null ? null : eq('population.id', populationId),
    enabled == null ? null : eq('enabled', enabled),
  ];
  return and(...conditions.filter((condition) => condition !== null));
}

function checkFilterText(text: string | null | undefined): void {
  // A lone half of a character outside the basic plane cannot be written into an address.
  if (text == null || (text.length <= MAX_FILTER_TEXT && !/\p{Surrogate}|\p{Cc}/u.test(text))) return;
  throw new GraphQLError(
    `Texts of a filter have at most ${MAX_FILTER_TEXT} characters, none of them control characters.`,
    {
      extensions: { code: 'BAD_USER_INPUT' },
    },
  );
}

function toPlace(text: string): Place {
  const [page, offset]: unknown[] = JSON.parse(text);
  if ((page !== null && typeof page !== 'string') || typeof offset !== 'number') throw cursorInvalid({});
  return { page, offset };
}
