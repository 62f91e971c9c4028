/** What the wizard asks the service beside its checks. */
import { FEED_OPERATIONS } from 'c/setupModel';
import type { Call, Connection, FeedName, Feeds, FeedSettings, WorkflowList } from 'c/setupModel';

/** One that was broken is asked of the org anew: it may have been mended there. */
export async function askConnection(call: Call): Promise<Connection> {
  const known = (await call('getConnection')) as Connection;
  return known.status === 'broken' ? ((await call('testConnection')) as Connection) : known;
}

/** Which feeds are on; one that could not be asked is left out. */
export async function askFeeds(call: Call): Promise<Feeds> {
  const isOn = async (operation: string) => ((await call(operation)) as FeedSettings).on;
  const asked: Record<FeedName, () => Promise<boolean>> = {
    emails: () => isOn(FEED_OPERATIONS.emails.get),
    workflows: async () => ((await call('listWorkflows')) as WorkflowList).workflows.some(({ on }) => on),
    visitors: () => isOn(FEED_OPERATIONS.visitors.get),
  };
  const answers = await Promise.all(
    (Object.keys(asked) as FeedName[]).map(async (feed): Promise<Feeds> => {
      try {
        return { [feed]: await asked[feed]() };
      } catch {
        return {};
      }
    }),
  );
  return Object.assign({}, ...answers) as Feeds;
}
