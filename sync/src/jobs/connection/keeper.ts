/** Tokens in the store: sealed, renewed by one process at a time, seen by all. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PUBSUB_ENDPOINT } from '../../org/changes/pubsub.ts';
import { OrgError } from '../../org/error.ts';
import type { Tokens } from '../../org/oauth.ts';
import type { OrgCredentials, TokenKeeper } from '../../org/credentials.ts';
import { claimRenewal, endRenewal, readConnection, type ConnectionRecord } from '../../store/connections.ts';
import type { Db } from '../../store/schema.ts';
import { openUnder, sealUnder } from '../seal.ts';
import type { Connecting } from './connecting.ts';

/** Longer than a log-in server may take: whoever is to renew then has died. */
const TURN_SECONDS = 60;
const LOOK_MS = 100;

export const NOT_CONNECTED = 'NOT_CONNECTED';

export function notConnected(): OrgError {
  return new OrgError(NOT_CONNECTED, 'No org is connected yet: connect one on the Debrief set-up page.', 0);
}

interface SealedTokens {
  accessToken: string;
  refreshToken: string;
}

const about = (tenant: string): string => `connection of ${tenant}`;

export function sealTokens(connecting: Connecting | undefined, tenant: string, tokens: SealedTokens): string {
  if (!connecting?.keys) throw new Error('There are no keys to seal tokens with.');
  return sealUnder(JSON.stringify(tokens), connecting.keys, about(tenant));
}

/** Throws an `OrgError` that names the mend where the key is not there. */
export function openTokens(
  connecting: Connecting | undefined,
  { tenant, sealedTokens }: Pick<ConnectionRecord, 'tenant' | 'sealedTokens'>,
): SealedTokens {
  const text = openUnder(sealedTokens, connecting?.keys ?? [], about(tenant));
  if (text !== undefined) return JSON.parse(text) as SealedTokens;
  throw new OrgError(
    'SECRET_KEY_MISSING',
    'The key that the org’s tokens were sealed with is not there: start the service with it among DEBRIEF_SECRET_KEYS, or connect the org again.',
    0,
  );
}

/** How the org of a stored connection is reached. Nothing is opened before the first request. */
export function storedCredentials(
  db: Db,
  connecting: Connecting | undefined,
  connection: ConnectionRecord,
): OrgCredentials {
  const { tenant, instanceUrl, loginUrl, clientId, generation } = connection;
  const { client, pubsub = /^https:/.test(instanceUrl) ? { address: PUBSUB_ENDPOINT } : undefined } = connecting ?? {};
  return {
    ...{ instanceUrl, loginUrl, clientId },
    ...(client?.clientId === clientId && client.clientSecret ? { clientSecret: client.clientSecret } : {}),
    ...(pubsub ? { pubsub } : {}),
    keeper: keeperOf(db, connecting, tenant, generation),
  };
}

function keeperOf(db: Db, connecting: Connecting | undefined, tenant: string, generation: number): TokenKeeper {
  const read = async (): Promise<ConnectionRecord> => {
    const { connection } = await readConnection(db, tenant);
    // after another log-in the directory of connections gives out another keeper
    if (connection?.generation !== generation) throw notConnected();
    return connection;
  };
  const tokensOf = (connection: ConnectionRecord): Tokens & SealedTokens => ({
    ...openTokens(connecting, connection),
    instanceUrl: connection.instanceUrl,
  });
  return {
    async renewed(spent, renew) {
      for (;;) {
        const connection = await read();
        const kept = tokensOf(connection);
        if (kept.accessToken !== spent) return kept;
        if (!(await claimRenewal(db, tenant, connection, TURN_SECONDS))) {
          await sleep(LOOK_MS);
          continue;
        }
        try {
          const fresh = await renew(kept.refreshToken);
          const { accessToken, refreshToken = kept.refreshToken, instanceUrl = connection.instanceUrl } = fresh;
          const sealedTokens = sealTokens(connecting, tenant, { accessToken, refreshToken });
          if (await endRenewal(db, tenant, connection, { sealedTokens, instanceUrl }))
            return { accessToken, refreshToken, instanceUrl };
        } catch (error) {
          await endRenewal(db, tenant, connection);
          throw error;
        }
      }
    },
  };
}
