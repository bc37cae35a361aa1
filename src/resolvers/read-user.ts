// Directory users for resolvers, marked as the data of the user they describe.
import { ownedBy } from '../auth/ownership.js';
import type { User } from '../schema/user.js';
import type { Context } from './context.js';

/** One user; null when there is none. Read once per operation, however often it is asked for. */
export async function readUser({ loaders }: Context, id: string): Promise<User | null> {
  const user = await loaders.user.load(id);
  return user && ownedBy(user.id, user);
}
