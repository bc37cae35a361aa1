// The caller: who it is and what it may do. How a token becomes a Viewer is in tokens.ts.
import type { Permission } from './permissions.js';

export type ViewerKind = 'END_USER' | 'OPERATOR' | 'SERVICE';

export interface Viewer {
  /** Subject of the token; for an end user the PingOne user id. */
  readonly id: string;
  readonly kind: ViewerKind;
  readonly displayName: string | null;
  readonly permissions: ReadonlySet<Permission>;
  /** When the token stops being accepted. */
  readonly expiresAt: Date;
}

/** Whether the viewer holds every one of the permissions. An empty list: any signed-in caller does. */
export function holds(viewer: Viewer, permissions: readonly Permission[]): boolean {
  return permissions.every((permission) => viewer.permissions.has(permission));
}

/** Whether the viewer is the end user with this id. */
export function isUser(viewer: Viewer, userId: string | null | undefined): boolean {
  return viewer.kind === 'END_USER' && viewer.id === userId;
}

/** Whether the viewer may see a record: by permission, or because it is the viewer's own. */
export function maySee(viewer: Viewer, permissions: readonly Permission[], ownerId: string | null): boolean {
  return holds(viewer, permissions) || isUser(viewer, ownerId);
}
