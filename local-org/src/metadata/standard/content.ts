// Object Reference, ContentNote: developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contentnote.htm
import {
  audit,
  binary,
  checkbox,
  dateTime,
  integer,
  isDeleted,
  longText,
  lookup,
  owner,
  recordId,
  restrictedPicklist,
  standardObject,
  text,
} from './define.ts';

const privacy = ['*N=Visible to Anyone With Record Access', 'P=Private on Records'];

/** A note and its document are one thing seen twice: they share their Id. */
export const contentNote = standardObject(
  { name: 'ContentNote', label: 'Note', labelPlural: 'Notes', keyPrefix: '069' },
  [
    recordId('Note ID'),
    text('Title', 'Title', 255, 'required', 'name'),
    text('FileType', 'File Type', 20, 'readOnly'),
    text('FileExtension', 'File Extension', 20, 'readOnly'),
    integer('ContentSize', 'Content Size', 9, 'readOnly'),
    binary('Content', 'Content'),
    dateTime('ContentModifiedDate', 'Content Modified Date', 'readOnly'),
    text('TextPreview', 'Text Preview', 255, 'readOnly'),
    lookup(
      'LatestPublishedVersionId',
      'Latest Published Version ID',
      'ContentVersion',
      'LatestPublishedVersion',
      null,
      'readOnly',
    ),
    checkbox('IsReadOnly', 'Is Read Only', 'readOnly'),
    restrictedPicklist('SharingPrivacy', 'File Privacy on Records', privacy),
    lookup('OwnerId', 'Owner ID', 'User', 'Owner', null, 'defaulted', 'readOnly'),
    dateTime('LastViewedDate', 'Last Viewed Date', 'readOnly'),
    ...audit(),
    isDeleted(),
  ],
);

export const contentDocument = standardObject(
  { name: 'ContentDocument', label: 'Content Document', labelPlural: 'Content Documents', keyPrefix: '069' },
  [
    recordId('ContentDocument ID'),
    ...audit(),
    checkbox('IsArchived', 'Is Archived', 'readOnly'),
    isDeleted(),
    lookup('OwnerId', 'Owner ID', 'User', 'Owner', null, 'defaulted', 'updateOnly'),
    text('Title', 'Title', 255, 'required', 'updateOnly', 'name'),
    restrictedPicklist(
      'PublishStatus',
      'Publish Status',
      ['U=Upload Interrupted', '*P=Public', 'R=Personal Library'],
      'readOnly',
      'required',
    ),
    lookup(
      'LatestPublishedVersionId',
      'Latest Published Version ID',
      'ContentVersion',
      'LatestPublishedVersion',
      null,
      'readOnly',
    ),
    longText('Description', 'Description', 1000, 'updateOnly'),
    integer('ContentSize', 'Size', 9, 'readOnly'),
    text('FileType', 'File Type', 20, 'readOnly'),
    text('FileExtension', 'File Extension', 40, 'readOnly'),
    restrictedPicklist('SharingPrivacy', 'File Privacy on Records', privacy, 'updateOnly'),
    dateTime('ContentModifiedDate', 'Content Modified Date', 'readOnly'),
  ],
  { createable: false },
);

/** Written with its note; uploading a file's version is not implemented here. */
export const contentVersion = standardObject(
  { name: 'ContentVersion', label: 'Content Version', labelPlural: 'Content Versions', keyPrefix: '068' },
  [
    recordId('ContentVersion ID'),
    lookup(
      'ContentDocumentId',
      'ContentDocument ID',
      'ContentDocument',
      'ContentDocument',
      'ContentVersions',
      'required',
      'createOnly',
      'cascade',
    ),
    checkbox('IsLatest', 'Is Latest', 'readOnly'),
    text('VersionNumber', 'Version Number', 20, 'readOnly'),
    text('Title', 'Title', 255, 'required', 'name'),
    isDeleted(),
    dateTime('ContentModifiedDate', 'Content Modified Date', 'createOnly'),
    owner(),
    ...audit(),
    text('FileType', 'File Type', 20, 'readOnly', 'required'),
    text('FileExtension', 'File Extension', 40, 'readOnly'),
    binary('VersionData', 'Version Data'),
    integer('ContentSize', 'Size', 9, 'readOnly'),
    text('TextPreview', 'Text Preview', 255, 'readOnly'),
  ],
  { createable: false, updateable: false, deletable: false },
);

export const contentDocumentLink = standardObject(
  {
    name: 'ContentDocumentLink',
    label: 'Content Document Link',
    labelPlural: 'Content Document Link',
    keyPrefix: '06A',
  },
  [
    recordId('ContentDocumentLink ID'),
    lookup(
      'LinkedEntityId',
      'Linked Entity ID',
      ['Account', 'Contact', 'Event', 'Lead', 'Opportunity', 'Task', 'User', 'Organization'],
      'LinkedEntity',
      'ContentDocumentLinks',
      'required',
      'createOnly',
      'cascade',
    ),
    lookup(
      'ContentDocumentId',
      'ContentDocument ID',
      'ContentDocument',
      'ContentDocument',
      'ContentDocumentLinks',
      'required',
      'createOnly',
      'cascade',
    ),
    isDeleted(),
    dateTime('SystemModstamp', 'Last Modified Date', 'readOnly', 'defaulted'),
    restrictedPicklist('ShareType', 'Share Type', ['V=Viewer', 'C=Collaborator', 'I=Inferred']),
    restrictedPicklist('Visibility', 'Visibility', [
      '*AllUsers=All Users',
      'InternalUsers=Standard Users',
      'SharedUsers=Shared Users',
    ]),
  ],
);
