import { SalesforceError } from '../faults/errors.ts';
import type { Row } from '../store/store.ts';
import { toSql } from '../store/store.ts';
import type { Change, Rule, RuleOrg } from './rule.ts';

/**
 * Object Reference, ContentNote: a note is a ContentDocument of type SNOTE, and each change of its text a ContentVersion.
 * Its HTML is kept as it came: the platform would strip unsafe tags.
 */
export const contentNote: Rule = {
  before(change) {
    const { next, old, given, now } = change;
    const content = Buffer.from(String(next['Content'] ?? ''), 'base64');
    next['FileType'] = 'SNOTE';
    next['FileExtension'] = 'snote';
    next['ContentSize'] = content.length;
    next['TextPreview'] = preview(content.toString('utf8'));
    if (old === null || given.has('Content') || given.has('Title')) next['ContentModifiedDate'] = now;
  },
  after(change, org) {
    const { next, operation, given } = change;
    if (operation === 'create') writeDocument(change, org);
    if (operation === 'create' || given.has('Content') || given.has('Title')) writeVersion(change, org);
    const columns = [
      'Title',
      'OwnerId',
      'SharingPrivacy',
      'LatestPublishedVersionId',
      'ContentSize',
      'ContentModifiedDate',
      'LastModifiedById',
      'LastModifiedDate',
      'SystemModstamp',
    ];
    org.store.update(
      org.object('ContentDocument'),
      next['Id'] as string,
      Object.fromEntries(columns.map((name) => [name, next[name] ?? null])),
    );
  },
};

function writeDocument({ next, now, userId }: Change, org: RuleOrg): void {
  const shared = [
    'Id',
    'Title',
    'OwnerId',
    'SharingPrivacy',
    'FileType',
    'FileExtension',
    'CreatedById',
    'CreatedDate',
    'LastModifiedById',
    'LastModifiedDate',
    'SystemModstamp',
  ];
  const document: Row = Object.fromEntries(shared.map((name) => [name, next[name] ?? null]));
  org.store.insert(org.object('ContentDocument'), { ...document, IsDeleted: 0, IsArchived: 0, PublishStatus: 'P' });
  const link = org.object('ContentDocumentLink');
  org.store.insert(link, {
    Id: org.newId(link),
    ContentDocumentId: next['Id'] ?? null,
    LinkedEntityId: userId,
    ShareType: 'I',
    Visibility: 'AllUsers',
    IsDeleted: 0,
    SystemModstamp: now,
  });
}

function writeVersion({ next, now, userId }: Change, org: RuleOrg): void {
  const version = org.object('ContentVersion');
  const documentId = next['Id'] as string;
  const { count } = org.store
    .statement('SELECT count(*) AS count FROM "ContentVersion" WHERE ContentDocumentId = ?')
    .get(documentId) as { count: number };
  org.store.statement('UPDATE "ContentVersion" SET IsLatest = 0 WHERE ContentDocumentId = ?').run(documentId);
  const id = org.newId(version);
  org.store.insert(version, {
    Id: id,
    ContentDocumentId: documentId,
    IsLatest: 1,
    VersionNumber: String(count + 1),
    Title: next['Title'] ?? null,
    IsDeleted: 0,
    ContentModifiedDate: now,
    OwnerId: next['OwnerId'] ?? null,
    FileType: 'SNOTE',
    FileExtension: 'snote',
    VersionData: next['Content'] ?? null,
    ContentSize: next['ContentSize'] ?? null,
    TextPreview: next['TextPreview'] ?? null,
    CreatedDate: now,
    CreatedById: userId,
    LastModifiedDate: now,
    LastModifiedById: userId,
    SystemModstamp: now,
  });
  next['LatestPublishedVersionId'] = id;
  org.store.update(org.object('ContentNote'), documentId, { LatestPublishedVersionId: id });
}

function preview(html: string): string | null {
  const text = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
  return text.slice(0, 255) || null;
}

export const contentDocumentLink: Rule = {
  before({ next, operation }, org) {
    next['ShareType'] ??= 'V';
    if (operation !== 'create') return;
    const existing = org.store
      .statement(
        'SELECT Id FROM "ContentDocumentLink" WHERE ContentDocumentId = ? AND LinkedEntityId = ? AND IsDeleted = 0',
      )
      .get(toSql(next['ContentDocumentId']), toSql(next['LinkedEntityId']));
    if (existing) {
      throw new SalesforceError(
        400,
        'DUPLICATE_VALUE',
        `Document with ID: ${next['ContentDocumentId']} is already linked with the entity with ID: ${next['LinkedEntityId']}`,
        ['ContentDocumentId'],
      );
    }
  },
};
