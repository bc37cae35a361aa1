// What all lists have in common: the size of a page.
import { GraphQLError } from 'graphql';

const MAX_PAGE = 100;

/** @throws GraphQLError BAD_USER_INPUT for a size outside 1 to 100 */
export function checkPageSize(first: number): void {
  if (first >= 1 && first <= MAX_PAGE) return;
  throw new GraphQLError(`\`first\` must be from 1 to ${MAX_PAGE}.`, { extensions: { code: 'BAD_USER_INPUT' } });
}
