// Answers statistics over verifications. How they are counted is in verifications/.
import { GraphQLError } from 'graphql';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import { DateTimeRangeInput } from '../schema/shared.js';
import { VerificationStatistics } from '../schema/verification-statistics.js';
import { DAY_MS, type Interval } from '../store/periods.js';
import { statisticsOf } from '../verifications/statistics.js';
import type { Context } from './context.js';

const MAX_DAYS = 366;

/** Statistics over verifications of either source. */
@Resolver()
export class VerificationStatisticsResolver {
  @Query(() => VerificationStatistics, {
    nullable: true,
    description: 'Counts and durations over the verifications created in a period.',
  })
  @Access({ requires: [Permission.VERIFY_READ, Permission.MITEK_READ] })
  async verificationStatistics(
    @Arg('range', () => DateTimeRangeInput, { description: 'The period, at most 366 days.' }) range: DateTimeRangeInput,
    @Ctx() context: Context,
  ): Promise<VerificationStatistics | null> {
    return statisticsOf(context.services.statistics, checkRange(range));
  }
}

function checkRange({ from, to }: DateTimeRangeInput): Interval {
  const end = to ?? new Date();
  const lengthMs = end.getTime() - from.getTime();
  if (lengthMs > 0 && lengthMs <= MAX_DAYS * DAY_MS) return { from, to: end };
  throw new GraphQLError(`\`range\` must end after it begins, and span ${MAX_DAYS} days at most.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
