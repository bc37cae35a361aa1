// Answers device authentication policies.
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Access } from '../../auth/access.js';
import { Permission } from '../../auth/permissions.js';
import { DeviceAuthenticationPolicy } from '../../schema/device-policy.js';
import type { Context } from '../context.js';
import { nullIfMissing } from '../failures.js';

/** Device authentication policies. */
@Resolver()
export class DevicePolicyResolver {
  @Query(() => DeviceAuthenticationPolicy, {
    nullable: true,
    description: 'One device authentication policy (called MFA policy in the PingOne console).',
  })
  @Access({ requires: [Permission.MFA_READ] })
  async deviceAuthenticationPolicy(
    @Arg('id', () => ID, { description: 'Policy id.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<DeviceAuthenticationPolicy | null> {
    return loaders.devicePolicy.load(id);
  }

  @Query(() => [DeviceAuthenticationPolicy], {
    nullable: true,
    description: 'All device authentication policies of the environment, the default one first.',
  })
  @Access({ requires: [Permission.MFA_READ] })
  async deviceAuthenticationPolicies(
    @Ctx() { services, signal }: Context,
  ): Promise<readonly DeviceAuthenticationPolicy[] | null> {
    const policies = await nullIfMissing(services.pingOne.mfaConfiguration.policies.list(signal));
    return policies?.toSorted(defaultThenName) ?? null;
  }
}

function defaultThenName(one: DeviceAuthenticationPolicy, other: DeviceAuthenticationPolicy): number {
  return Number(other.default) - Number(one.default) || one.name.localeCompare(other.name, 'en');
}
