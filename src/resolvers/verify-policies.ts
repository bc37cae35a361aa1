// Answers verify policies.
import { Arg, Ctx, ID, type Maybe, Query, Resolver } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import { VerifyPolicy } from '../schema/verify-policy.js';
import type { Context } from './context.js';
import { nullIfMissing } from './failures.js';

/** Verify policies. */
@Resolver()
export class VerifyPolicyResolver {
  @Query(() => VerifyPolicy, { nullable: true, description: 'One verify policy.' })
  @Access({ requires: [Permission.VERIFY_READ] })
  async verifyPolicy(
    @Arg('id', () => ID, { description: 'Policy id.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<VerifyPolicy | null> {
    return loaders.policy.load(id);
  }

  @Query(() => [VerifyPolicy], {
    nullable: true,
    description: 'All verify policies of the environment, the default one first.',
  })
  @Access({ requires: [Permission.VERIFY_READ] })
  async verifyPolicies(
    @Arg('name', () => String, {
      nullable: true,
      description: 'Only the policy with this name; letter case does not matter.',
    })
    name: Maybe<string>,
    @Ctx() { services, signal }: Context,
  ): Promise<readonly VerifyPolicy[] | null> {
    const policies = await nullIfMissing(services.policies.list(signal));
    if (policies === null) return null;
    return policies.filter((policy) => name == null || isSameName(policy.name, name)).toSorted(defaultThenName);
  }
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function defaultThenName(one: VerifyPolicy, other: VerifyPolicy): number {
  return Number(other.default) - Number(one.default) || one.name.localeCompare(other.name, 'en');
}
