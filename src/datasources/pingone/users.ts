// Users of the PingOne directory: one method per upstream call.
import type { UpstreamClient } from '../http/client.js';
import { path, type UpstreamPath } from '../http/path.js';
import { type DirectoryUser, type NewUser, toDirectoryUser, toWireNewUser } from './directory-user.js';
import type { ScimFilter } from './scim.js';
import { WireUser, WireUserList } from './wire.js';

export interface UserPage {
  readonly users: readonly DirectoryUser[];
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
  async readUser(userId: string, signal?: AbortSignal): Promise<DirectoryUser> {
    const query = { expand: 'population' };
    return toDirectoryUser(await this.#http.get(path`${this.#users}/${userId}`, WireUser, { signal, query }));
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
      users: (list._embedded?.users ?? []).map(toDirectoryUser),
      totalCount: list.count ?? null,
      nextCursor: cursorOf(list._links?.next?.href),
    };
  }

  /** Create. A user name is unique, so a repeat is refused; still never sent twice. @throws UpstreamError `rejected` with `UNIQUENESS_VIOLATION` when the name is taken. */
  async createUser(user: NewUser, signal?: AbortSignal): Promise<DirectoryUser> {
    return toDirectoryUser(await this.#http.post(this.#users, toWireNewUser(user), WireUser, { signal }));
  }
}

function cursorOf(href: string | undefined): string | null {
  if (href === undefined || !URL.canParse(href)) return null;
  return new URL(href).searchParams.get('cursor');
}
