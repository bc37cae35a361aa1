// Answers verify policies.
import { Arg, ID, type Maybe, Query, Resolver } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import { VerifyPolicy } from '../schema/verify-policy.js';
import { notWired } from './not-wired.js';

/** Verify policies. */
@Resolver()
export class VerifyPolicyResolver {
  @Query(() => VerifyPolicy, { nullable: true, description: 'One verify policy.' })
  @Access({ requires: [Permission.VERIFY_READ] })
  async verifyPolicy(@Arg('id', () => ID, { description: 'Policy id.' }) id: string): Promise<VerifyPolicy | null> {
    return notWired(id);
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
  ): Promise<readonly VerifyPolicy[] | null> {
    return notWired(name);
  }
}
