// Answers the health of the gateway.
import { Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import { SystemStatus } from '../schema/system.js';
import type { Context } from './context.js';

/** Health of the gateway. */
@Resolver()
export class SystemResolver {
  @Query(() => SystemStatus, { nullable: true, description: 'Health of the gateway and of what it depends on.' })
  @Access({ requires: [Permission.SYSTEM_READ] })
  async systemStatus(@Ctx() context: Context): Promise<SystemStatus | null> {
    return context.services.systemStatus();
  }
}
