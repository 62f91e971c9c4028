/** How the org is connected, in words. */
import { dateTimeOf, fill, viewer } from 'c/conversationModel';
import { webUrl } from 'c/setupModel';
import type { Connection } from 'c/setupModel';
import { words } from './words';

export interface Fact {
  key: string;
  label: string;
  text: string;
  url?: string;
}

export function factsOf(connection: Connection): Fact[] {
  const { instanceUrl, user, scopes, lastSyncAt } = connection;
  const rows = [
    { key: 'organization', label: words.organization, text: organizationOf(connection) },
    { key: 'address', label: words.address, text: instanceUrl ?? '', url: webUrl(instanceUrl) },
    { key: 'user', label: words.user, text: user ? `${user.name} (${user.username})` : '' },
    { key: 'scopes', label: words.scopes, text: scopes.join(', ') },
    { key: 'since', label: words.since, text: sinceOf(connection) },
    { key: 'lastSync', label: words.lastSync, text: lastSyncAt ? timeOf(lastSyncAt) : words.noSync },
  ];
  return rows.filter(({ text }) => text !== '');
}

export function timeOf(instant: string): string {
  return dateTimeOf(instant, viewer, Date.now());
}

function organizationOf({ organizationName: name, isSandbox }: Connection): string {
  if (!name) return '';
  return isSandbox ? fill(words.kindSandbox, name) : name;
}

function sinceOf({ connectedAt, connectedBy }: Connection): string {
  if (!connectedAt) return '';
  return connectedBy ? fill(words.sinceBy, timeOf(connectedAt), connectedBy) : timeOf(connectedAt);
}
