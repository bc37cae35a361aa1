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
  /** Set for a status token: the one verification whose status it reads. Nothing else is open to it, whoever `id` is. */
  readonly followsOnly?: string;
}

/** Whether the viewer holds every one of the permissions. An empty list: any signed-in caller does. */
export function holds(viewer: Viewer, permissions: readonly Permission[]): boolean {
  return permissions.every((permission) => viewer.permissions.has(permission));
}

/** Whether the viewer is the end user with this id. The bearer of a status token is not: it stands for one verification only. */
export function isUser(viewer: Viewer, userId: string | null | undefined): boolean {
  return viewer.kind === 'END_USER' && viewer.followsOnly === undefined && viewer.id === userId;
}

/** Whether the viewer may see a record: by permission, or because it is the viewer's own. */
export function maySee(viewer: Viewer, permissions: readonly Permission[], ownerId: string | null): boolean {
  return holds(viewer, permissions) || isUser(viewer, ownerId);
}

/** Whether the viewer may follow the status of a verification: because it may see it, or by a status token for it. */
export function mayFollow(
  viewer: Viewer,
  permissions: readonly Permission[],
  verification: { readonly id: string; readonly ownerId: string | null },
): boolean {
  return viewer.followsOnly === verification.id || maySee(viewer, permissions, verification.ownerId);
}
