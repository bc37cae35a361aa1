// Users of the PingOne directory: one method per upstream call.
import type { UpstreamClient } from '../http/client.js';
import { path, type UpstreamPath } from '../http/path.js';
import type { ScimFilter } from './scim.js';
import { type WireNewUser, WireUser, WireUserList } from './wire.js';

export interface UserPage {
  readonly users: readonly WireUser[];
  /** Matches in all; null when upstream does not tell. */
  readonly totalCount: number | null;
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
}

/** https://developer.pingidentity.com/pingone-api/platform/users.html */
export class UsersApi {
  readonly #http: UpstreamClient;
  readonly #users: UpstreamPath;

  constructor(http: UpstreamClient, environmentId: string) {
    this.#http = http;
    this.#users = path`/v1/environments/${environmentId}/users`;
  }

  /** Read one, with its population. @throws UpstreamError `not-found` when there is no such user. */
  readUser(userId: string, signal?: AbortSignal): Promise<WireUser> {
    return this.#http.get(path`${this.#users}/${userId}`, WireUser, { signal, query: { expand: 'population' } });
  }

  /** One page. @param page.limit asked size, 1 to 200; a page may be smaller. @param page.cursor from the page before. */
  async listUsers(
    page: {
      readonly filter?: ScimFilter | undefined;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    },
    signal?: AbortSignal,
  ): Promise<UserPage> {
    const { filter, limit, cursor } = page;
    const list = await this.#http.get(this.#users, WireUserList, { signal, query: { filter, limit, cursor } });
    return {
      users: list._embedded?.users ?? [],
      totalCount: list.count ?? null,
      nextCursor: cursorOf(list._links?.next?.href),
    };
  }

  /** Create. A user name is unique, so a repeat is refused; still never sent twice. @throws UpstreamError `rejected` with `UNIQUENESS_VIOLATION` when the name is taken. */
  createUser(user: WireNewUser, signal?: AbortSignal): Promise<WireUser> {
    return this.#http.post(this.#users, user, WireUser, { signal });
  }
}

function cursorOf(href: string | undefined): string | null {
  if (href === undefined || !URL.canParse(href)) return null;
  return new URL(href).searchParams.get('cursor');
}
