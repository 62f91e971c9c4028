/** The account and the person of a visit: made where they are not there, else brought up to date. */
import { quoted } from '../../match/words.ts';
import { differences, same, wanted, type WantedFields } from '../../plan/difference.ts';
import type { FieldValue, PlannedWrite } from '../../plan/types.ts';
import { domainOfEmail, siteDomain } from '../domain.ts';
import { nameOf, NOT_PROVIDED, standInName } from '../names.ts';
import { personFields } from './facts.ts';
import { isOurs, mappedFields, personChanges } from './fields.ts';
import { leadKey, type VisitInput } from './types.ts';

const ownedBy = ({ settings }: VisitInput): Record<string, FieldValue> =>
  settings.ownerId ? { OwnerId: settings.ownerId } : {};

/** Only what was told of a company makes an account: a domain that stands in an address alone may be anybody's. */
export function accountWrites(input: VisitInput): PlannedWrite[] {
  const { account, accountRow, said, remark } = input;
  if (account.row && accountRow) return accountChanges(input);
  if (!account.isMissing) return [];
  if (said.company.domain === undefined && said.company.name === undefined) {
    remark('No account was made: the visit tells of no company.');
    return [];
  }
  return [newAccount(input)];
}

/** The key of an account that is made is its domain. */
function newAccount(input: VisitInput): PlannedWrite {
  const { said, shapes, account } = input;
  const domain = domainOf(input) ?? '';
  const fields: WantedFields = {
    ...wanted(
      {
        Name: said.company.name ?? domain,
        Website: `https://${domain}`,
        ...ownedBy(input),
        Website_Domain__c: domain,
        Visitor_Created__c: true,
        Visitor_Link__c: said.company.link ?? said.link,
      },
      'visit',
      account.evidence,
    ),
    ...mappedFields(input, 'Account', true),
  };
  return {
    object: 'Account',
    operation: 'create',
    key: { field: 'Website_Domain__c', value: domain },
    fields: differences('Account', fields, undefined, shapes),
  };
}

/** That of the company, else that of a company's own address. */
export function domainOf({ said }: Pick<VisitInput, 'said'>): string | undefined {
  return said.company.domain ?? domainOfEmail(said.person.email);
}

function accountChanges(input: VisitInput): PlannedWrite[] {
  const { accountRow: row, said, settings, shapes, remark } = input;
  if (!row) return [];
  const domain = domainOf(input);
  const { name, link } = said.company;
  const fields: WantedFields = {};
  if (link) Object.assign(fields, wanted({ Visitor_Link__c: link }, 'visit'));
  // the link of one visitor stands in while there is none of the company
  else if (said.link && same(row.Visitor_Link__c, null))
    Object.assign(fields, wanted({ Visitor_Link__c: said.link }, 'visit'));
  const isItsDomain = domain !== undefined && siteDomain(row.Website as string | null) === domain;
  if (isItsDomain && same(row.Website_Domain__c, null))
    Object.assign(fields, wanted({ Website_Domain__c: domain }, 'visit'));
  if (name && !same(row.Name, name)) {
    if (settings.overwriteNames) Object.assign(fields, wanted({ Name: name }, 'overwriteNames'));
    else if (isOurs(input, row, 'Name')) Object.assign(fields, wanted({ Name: name }, 'visit'));
    else
      remark(
        `The account name ${quoted(row.Name as string)} stays: the visit says another one, and names that people typed are not overwritten.`,
      );
  }
  Object.assign(fields, mappedFields(input, 'Account', false));
  const changes = differences('Account', fields, row, shapes);
  return changes.length > 0 ? [{ object: 'Account', operation: 'update', id: row.Id, fields: changes }] : [];
}

export function personWrites(input: VisitInput): PlannedWrite[] {
  const { person, personRow, said, remark } = input;
  if (person.object && personRow) {
    const changes = personChanges(input, person.object, personRow);
    return changes.length > 0
      ? [{ object: person.object, operation: 'update', id: personRow.Id, fields: changes }]
      : [];
  }
  if (person.object || person.isOpen || person.isColleague) return [];
  if (!said.person.email && !said.person.phone) {
    if (nameOf(said.person)) remark('No lead was made: without an address or a number nobody is told from others.');
    return [];
  }
  return [newLead(input)];
}

function newLead(input: VisitInput): PlannedWrite {
  const { id, said, settings, shapes, account, person, remark } = input;
  const named = nameOf(said.person);
  const name = named ?? standInName(said.person);
  if (!named) remark(`The visitor has said no name: ${quoted(name.lastName)} stands for the last name.`);
  const domain = domainOf(input);
  const company = said.company.name ?? account.row?.Name ?? domain;
  if (!company) remark(`No company is known: ${quoted(NOT_PROVIDED)} stands for it.`);
  const fields: WantedFields = {
    ...wanted(
      {
        ...(name.firstName ? { FirstName: name.firstName } : {}),
        LastName: name.lastName,
        Company: company ?? NOT_PROVIDED,
        Email: said.person.email,
        Phone: said.person.phone,
        Title: said.person.title,
        ...(domain ? { Website: `https://${domain}` } : {}),
        ...ownedBy(input),
        ...(settings.leadSource ? { LeadSource: settings.leadSource } : {}),
        ...(settings.leadStatus ? { Status: settings.leadStatus } : {}),
        Visitor_Created__c: true,
        ...personFields(said),
      },
      'visit',
      person.evidence,
    ),
    ...mappedFields(input, 'Lead', true),
  };
  return {
    object: 'Lead',
    operation: 'create',
    key: { field: 'Email', value: leadKey(id) },
    fields: differences('Lead', fields, undefined, shapes),
  };
}
