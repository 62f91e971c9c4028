/** What website visits need in an org, while they are taken: what they make and change, object by object. */
import type { VisitorSettings } from '../../visitor/settings.ts';
import type { FieldNeed, ObjectNeed, ObjectRight } from './needs.ts';

export const VISITORS = 'Debrief_Visitors';
const words = (text: string) => text.split(/\s+/).filter(Boolean);

const OF_PERSON = words(
  `Email Phone Visitor_Created__c Visitor_Last_Seen__c Visitor_Link__c Visitor_Sessions__c Visitor_UTM_Campaign__c
   Visitor_UTM_Content__c Visitor_UTM_Medium__c Visitor_UTM_Source__c`,
);
/** As the permission set has them. */
export const VISITED: Record<'Account' | 'Lead' | 'Contact', string[]> = {
  Account: words('Visitor_Created__c Visitor_Link__c Website Website_Domain__c'),
  Contact: OF_PERSON,
  Lead: [...OF_PERSON, 'LeadSource', 'Website'],
};
const RIGHTS: Record<'Account' | 'Lead' | 'Contact', ObjectRight[]> = {
  Account: ['edit', 'create'],
  Contact: ['edit'],
  Lead: ['edit', 'create'],
};
const OBJECTS = ['Account', 'Lead', 'Contact'] as const;

const writtenTo = ({ on, writing }: VisitorSettings) => OBJECTS.filter((object) => on && writing[object] === 'on');

/** The same needs, with what visits make of their objects. */
export function withVisits(needs: ObjectNeed[], settings: VisitorSettings): ObjectNeed[] {
  const objects = writtenTo(settings);
  return needs.map((need) => {
    const object = objects.find((each) => each === need.object);
    if (!object) {
      const isNoted = need.object === 'ContentNote' && settings.on && settings.writing.ContentNote === 'on';
      return isNoted ? { ...need, rights: { ...need.rights, create: 'mandatory' } } : need;
    }
    const raised = Object.fromEntries(RIGHTS[object].map((right) => [right, 'mandatory'] as const));
    return { ...need, rights: { ...need.rights, ...raised }, permissionSet: VISITORS };
  });
}

export function visitFields(settings: VisitorSettings): FieldNeed[] {
  return writtenTo(settings).flatMap((object) =>
    VISITED[object].map((field): FieldNeed => ({
      ...{ object, field, need: 'edit', level: 'mandatory', permissionSet: VISITORS },
    })),
  );
}
